using System.Globalization;
using System.Text;

namespace TaskScheduler.Core.Notifications.ICalendar;

/// <summary>Writes the content lines of an iCalendar object (RFC 5545 §3.1). Whatever a text holds, it stays within its line.</summary>
internal sealed class ContentLines
{
    /// <summary>Longest line without its break, in octets (RFC 5545 §3.1).</summary>
    public const int LongestLine = 75;

    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Begin(string component) => Line("BEGIN", component);

    public void End(string component) => Line("END", component);

    /// <summary>A property whose value is a text (RFC 5545 §3.3.11).</summary>
    public void Text(string name, string value) => Line(name, Escaped(value));

    public void Number(string name, int value) => Line(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An instant: as the clock of a zone shows it, or in UTC (RFC 5545 §3.3.5, forms 3 and 2). There is none without either, which each reader would take for another instant.</summary>
    /// <param name="zone">IANA name; null for UTC.</param>
    public void Instant(string name, DateTimeOffset instant, string? zone = null)
    {
        if (zone is null)
            Line(name, Utc(instant));
        else
            Line($"{name};TZID={zone}", Local(CalendarZone.LocalTime(zone, instant)));
    }

    /// <summary>A property whose value can hold nothing that breaks a line or ends a value.</summary>
    public void Line(string name, string value)
    {
        var octets = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            // Not within a character: some readers decode each line by itself.
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static string Local(DateTime time) => time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>A value of a parameter: in quotes, which nothing in it can end (RFC 5545 §3.2: there is no way to write one).</summary>
    public static string Parameter(string value) => $"\"{Printable(value).Replace('"', '\'').Replace('\n', ' ')}\"";

    /// <summary>The address of a person (RFC 5545 §3.3.3, RFC 6068 §2).</summary>
    public static string Mail(string address) => "mailto:" + string.Concat(Printable(address).EnumerateRunes().Select(rune => IsPlain(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString())));

    private static string Escaped(string value) => Printable(value)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace(";", @"\;", StringComparison.Ordinal)
        .Replace(",", @"\,", StringComparison.Ordinal)
        .Replace("\n", @"\n", StringComparison.Ordinal);

    // Line breaks of all kinds become one, other controls have no place in a text (RFC 5545 §3.1, CONTROL), and half a character becomes the sign for one that can't be read.
    private static string Printable(string value)
    {
        var plain = new StringBuilder(value.Length);
        foreach (var rune in value.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029')
                plain.Append('\n');
            else if (!Rune.IsControl(rune) || rune.Value == '\t')
                plain.Append(rune);
        }

        return plain.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || "-._~!$'*+@".Contains((char)rune.Value, StringComparison.Ordinal));
}
