using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace TaskScheduler.Core.Schedules;

/// <summary>Instants and durations as ISO 8601 text; an instant without an offset is not understood, never guessed.</summary>
public static partial class IsoText
{
    public static string Of(DateTimeOffset instant) =>
        instant.ToString(instant.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    public static string Of(TimeSpan duration) => XmlConvert.ToString(duration);

    /// <summary>Reads <c>2026-12-01T09:00:00+01:00</c> (seconds and fraction may be left out; <c>Z</c> is an offset).</summary>
    public static bool TryReadInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return InstantShape().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    /// <summary>Whether the text would be an instant if only it named its offset.</summary>
    public static bool LacksOffset(string text) => TryReadInstant(text + "Z", out _);

    /// <summary>Reads <c>PT90M</c>, <c>P1D</c>, <c>PT1H30M</c>. Years and months are refused: they have no fixed length.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (!DurationShape().IsMatch(text))
            return false;
        try
        {
            duration = XmlConvert.ToTimeSpan(WeeksAsDays(text));
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static string WeeksAsDays(string text) =>
        text.EndsWith('W') && long.TryParse(text.AsSpan(1, text.Length - 2), CultureInfo.InvariantCulture, out var weeks)
            ? string.Create(CultureInfo.InvariantCulture, $"P{weeks * 7}D")
            : text;

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InstantShape();

    [GeneratedRegex(@"^P([0-9]{1,6}W|([0-9]{1,6}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,10}(\.[0-9]{1,7})?S)?)?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DurationShape();
}
