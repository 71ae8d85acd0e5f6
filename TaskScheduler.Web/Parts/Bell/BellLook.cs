using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Web.Parts.Bell;

/// <summary>How much a message matters, as people see it: never by colour alone.</summary>
/// <param name="Tone">Which colour; the style sheet knows it.</param>
/// <param name="Icon">Name of a Material icon.</param>
public sealed record BellLook(string Tone, string Icon, string Words)
{
    public static BellLook Of(TellingLevel level) => level switch
    {
        TellingLevel.Bad => new("bad", "error", "Problem"),
        TellingLevel.Good => new("good", "check_circle", "Well again"),
        _ => new("note", "info", "Note"),
    };
}
