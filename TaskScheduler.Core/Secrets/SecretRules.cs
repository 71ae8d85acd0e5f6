using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Secrets;

/// <summary>What a secret may be called, and what it may be.</summary>
internal static partial class SecretRules
{
    /// <summary>Of a shorter one, half of all texts would have to be hidden.</summary>
    public const int ShortestValue = 4;

    public const int LongestValue = 8_000;

    public static IReadOnlyList<Fault> FaultsOf(string? name, string? value)
    {
        var faults = new List<Fault>();
        if (!NameShape().IsMatch(name ?? ""))
            faults.Add(new("name", "A name begins with a letter and has up to 64 letters, digits, dots, hyphens and underscores, as SHOP_KEY."));
        if (string.IsNullOrEmpty(value))
            faults.Add(new("value", "The value is missing."));
        else if (value.Trim().Length < ShortestValue)
            faults.Add(new("value", $"The value has fewer than {ShortestValue} characters. That is no secret, and it could not be hidden in what runs put out."));
        else if (value.Length > LongestValue)
            faults.Add(new("value", $"The value has {value.Length:N0} characters; there is room for {LongestValue:N0}."));
        else if (value.Contains('\0', StringComparison.Ordinal))
            faults.Add(new("value", "The value contains the NUL character; remove it."));
        return faults;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.\-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameShape();
}
