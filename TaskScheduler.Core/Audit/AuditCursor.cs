using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TaskScheduler.Core.Audit;

/// <summary>A place in the audit trail: what is older is read from there on, however much came meanwhile.</summary>
/// <param name="At">Unix milliseconds.</param>
public sealed record AuditCursor(long At, long Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}-{Id}");

    public static bool TryParse(string text, [NotNullWhen(true)] out AuditCursor? cursor)
    {
        cursor = text.Split('-') is [var at, var id] && TryRead(at, out var milliseconds) && TryRead(id, out var number) ? new(milliseconds, number) : null;
        return cursor is not null;
    }

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
