using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskScheduler.Core.Payments;

/// <summary>An amount of money, counted in the smallest unit of its currency so that nothing is ever rounded.</summary>
/// <param name="Minor">As 1250 for 12.50 EUR; below zero for what left an account.</param>
public readonly partial record struct Money(long Minor, Currency Currency)
{
    /// <summary>The largest amount that is paid at once, in whole units of the currency.</summary>
    public const long Largest = 1_000_000;

    /// <summary>Reads an amount above zero as it is written, such as <c>12.50</c>.</summary>
    /// <param name="fault">What is wrong, as a sentence; null when nothing.</param>
    public static Money Read(string? text, Currency currency, out string? fault)
    {
        var written = text?.Trim() ?? "";
        fault = FaultOf(written, currency, out var minor);
        return new(minor, currency);
    }

    /// <summary>As <c>12.50</c>, with all decimals of the currency.</summary>
    public string Amount
    {
        get
        {
            var unit = UnitOf(Currency);
            var (whole, rest) = Math.DivRem(Math.Abs(Minor), unit);
            var sign = Minor < 0 ? "-" : "";
            return Currency.Decimals == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}")
                : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest.ToString(CultureInfo.InvariantCulture).PadLeft(Currency.Decimals, '0')}");
        }
    }

    public override string ToString() => $"{Amount} {Currency.Code}";

    private static string? FaultOf(string text, Currency currency, out long minor)
    {
        minor = 0;
        if (text.Length == 0)
            return "Write an amount, as 12.50.";
        if (!Shape().IsMatch(text))
            return "Write the amount in digits with a point before the decimals and nothing else, as 12.50.";
        var parts = text.Split('.');
        var decimals = parts.Length > 1 ? parts[1] : "";
        if (decimals.Length > currency.Decimals)
            return $"{currency.Code} has {(currency.Decimals == 0 ? "no decimals" : English.Count(currency.Decimals, "decimal"))}; {text} has {decimals.Length}.";
        if (!long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var whole) || whole > Largest)
            return TooLarge(currency);
        minor = whole * UnitOf(currency) + (decimals.Length == 0 ? 0 : long.Parse(decimals.PadRight(currency.Decimals, '0'), CultureInfo.InvariantCulture));
        if (minor > Largest * UnitOf(currency))
            return TooLarge(currency);
        return minor == 0 ? "The amount has to be more than zero." : null;
    }

    private static string TooLarge(Currency currency) => string.Create(CultureInfo.InvariantCulture, $"At most {Largest:N0} {currency.Code} are paid at once.");

    private static long UnitOf(Currency currency) => currency.Decimals switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };

    [GeneratedRegex(@"^[0-9]{1,30}(\.[0-9]{1,30})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
