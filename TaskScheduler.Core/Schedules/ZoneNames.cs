using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Schedules;

/// <summary>Finds time zones by name; the names kept are those of the IANA time zone database.</summary>
public static partial class ZoneNames
{
    public const string Default = "UTC";

    private const int MaxLength = 64;
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> found = new(StringComparer.Ordinal);
    private static readonly Lazy<Dictionary<string, string>> known = new(() => TimeZoneInfo.GetSystemTimeZones()
        .Select(zone => zone.Id)
        .Append(Default)
        .DistinctBy(name => name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(name => name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The zone of a name that <see cref="TryRead"/> has given.</summary>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know it.</exception>
    public static TimeZoneInfo Find(string name)
    {
        if (found.TryGetValue(name, out var zone))
            return zone;
        zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        found[name] = zone;
        return zone;
    }

    /// <summary>Reads an IANA name (in any case) or a Windows one (CLDR's windowsZones mapping) and gives the IANA name.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? ianaName)
    {
        ianaName = null;
        if (!NameShape().IsMatch(text) || MachineOwnFile().IsMatch(text))
            return false;
        if (known.Value.TryGetValue(text, out var listed))
            ianaName = listed;
        else if (TimeZoneInfo.TryConvertWindowsIdToIanaId(text, out var converted))
            ianaName = converted;
        else if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var linked))
            ianaName = linked.Id;
        return ianaName is not null;
    }

    /// <summary>Up to three known names that may have been meant, nearest first.</summary>
    public static IReadOnlyList<string> Near(string text)
    {
        var wanted = Plain(text.Length > MaxLength ? text[..MaxLength] : text);
        return
        [
            .. known.Value.Values
                .Select(name => (name, distance: Math.Min(Distance(wanted, Plain(name)), Distance(wanted, Plain(City(name))))))
                .Where(candidate => candidate.distance <= Math.Max(1, wanted.Length / 4))
                .OrderBy(candidate => candidate.distance)
                .ThenBy(candidate => candidate.name, StringComparer.Ordinal)
                .Take(3)
                .Select(candidate => candidate.name),
        ];
    }

    private static string City(string name) => name[(name.LastIndexOf('/') + 1)..];

    private static string Plain(string name) => name.Replace('_', ' ').ToUpperInvariant();

    /// <summary>Levenshtein distance: how many letters have to be added, removed or changed.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }

    // Names become file names below the machine's zone folder: no dots in a row, nothing that could leave it.
    [GeneratedRegex(@"^(?!.*\.\.)[A-Za-z][A-Za-z0-9_+\-/ .()]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameShape();

    // Files beside the zones that are no zone for others: the machine's own choice, and copies with leap seconds.
    [GeneratedRegex(@"^(localtime|posixrules|Factory|(posix|right)/.*)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachineOwnFile();
}
