using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Templates;

/// <summary>Puts something of the right shape in place of placeholders, so that a text can be checked before it has its values.</summary>
internal static class StandIns
{
    private const string SomeStatus = "200";

    /// <summary>What is wrong with the placeholders of a text, as a sentence; null when nothing is, and then the text has stand-ins for them.</summary>
    public static string? FaultIn(PayloadField field, ref string text)
    {
        if (!Template.MayBe(text))
            return null;
        if (Template.Read(text, out var fault) is not { } template)
            return fault;
        text = field.Kind switch
        {
            PayloadFieldKind.Url => UrlTemplate.StandIn(template),
            PayloadFieldKind.StatusCodes => With(template, SomeStatus),
            _ => With(template, "1"),
        };
        return null;
    }

    private static string With(Template template, string value) => string.Concat(template.Parts.Select(part => part.Literal + (part.Placeholder is null ? "" : value)));
}
