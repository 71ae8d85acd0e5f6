using System.Globalization;
using System.Text.RegularExpressions;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Core.Templates;

/// <summary>How an instant is written, and by the clocks of which zone.</summary>
/// <param name="Pattern">Null for ISO 8601.</param>
/// <param name="ZoneName">Null for UTC.</param>
public sealed partial record InstantFormat(string? Pattern, string? ZoneName)
{
    private const string UnixSeconds = "unix";
    private const string UnixMilliseconds = "unixms";

    public static InstantFormat Iso { get; } = new(null, null);

    public TimeZoneInfo Zone => ZoneName is null ? TimeZoneInfo.Utc : ZoneNames.Find(ZoneName);

    /// <summary>The same with a pattern or a zone that it did not have yet; null when the text is neither.</summary>
    public InstantFormat? With(string option) =>
        Pattern is null && (option is UnixSeconds or UnixMilliseconds || PatternShape().IsMatch(option)) ? this with { Pattern = option }
        : ZoneName is null && ZoneNames.TryRead(option, out var zone) ? this with { ZoneName = zone }
        : null;

    public string Say(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, Zone);
        return Pattern switch
        {
            null when ZoneName is null => local.ToString(local.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            null => IsoText.Of(local),
            UnixSeconds => local.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            UnixMilliseconds => local.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            // One letter alone would be the name of a format of .NET's.
            { Length: 1 } => local.ToString("%" + Pattern, CultureInfo.InvariantCulture),
            _ => local.ToString(Pattern, CultureInfo.InvariantCulture),
        };
    }

    // The letters that .NET knows for custom formats, T between date and time, words in single quotation marks, and signs between them.
    [GeneratedRegex(@"^(?=.*[yMdHhmsftzT])(y{1,4}|M{1,4}|d{1,4}|HH?|hh?|mm?|ss?|f{1,7}|tt?|z{1,3}|T|'[^'\\]{0,40}'|[ \-/:.,_]){1,60}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PatternShape();
}
