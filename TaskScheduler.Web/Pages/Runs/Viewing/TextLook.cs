namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>How a style becomes classes of output.css; colours without a name are handed to it as custom properties.</summary>
public static class TextLook
{
    private static readonly (TextMarks Mark, string Class)[] marks =
    [
        (TextMarks.Bold, "bold"), (TextMarks.Faint, "faint"), (TextMarks.Italic, "italic"), (TextMarks.Underline, "underlined"), (TextMarks.Struck, "struck"), (TextMarks.Unseen, "unseen"),
    ];

    /// <summary>Null for the usual look.</summary>
    public static string? ClassOf(TextStyle style)
    {
        if (style == default)
            return null;
        var classes = marks.Where(mark => style.Marks.HasFlag(mark.Mark)).Select(mark => mark.Class);
        return string.Join(' ', ColourClass(style) is { } colour ? classes.Append(colour) : classes);
    }

    /// <summary>Holds nothing but colours that are made here, digit by digit.</summary>
    public static string? ColoursOf(TextStyle style) => Colours(style) switch
    {
        (var ink, { } ground) => $"--ground:{Palette.Css(ground)};--ink:{Palette.Css(Palette.InkOn(ground, ink))}",
        ({ } ink and >= Palette.Named, null) => $"--ink:{Palette.Css(ink)}",
        _ => null,
    };

    private static string? ColourClass(TextStyle style) => Colours(style) switch
    {
        (_, not null) => "solid",
        ({ } ink and < Palette.Named, null) => $"ink-{ink}",
        (not null, null) => "ink",
        _ => style.Marks.HasFlag(TextMarks.Inverse) ? "inverse" : null,
    };

    private static (int? Ink, int? Ground) Colours(TextStyle style) =>
        style.Marks.HasFlag(TextMarks.Inverse) ? (style.Background, style.Foreground) : (style.Foreground, style.Background);
}
