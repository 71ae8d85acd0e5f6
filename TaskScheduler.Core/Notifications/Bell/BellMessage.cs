using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Bell;

/// <summary>A message in somebody's bell.</summary>
/// <param name="Silent">It came in quiet hours: it is listed, and nothing rings.</param>
/// <param name="Text">The beginning of what the mail would say.</param>
/// <param name="Page">The page it is about, without a slash before it; null when it is about none.</param>
/// <param name="ReadAt">Null as long as it is unread.</param>
public sealed record BellMessage(
    Guid Id, DateTimeOffset At, TellingLevel Level, bool Silent, string Subject, string Text, string? Page, Guid? TaskId, Guid? RunId, DateTimeOffset? ReadAt)
{
    internal static BellMessage Of(BellRow row) => new(
        row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.At), row.Level, row.Silent, row.Subject, row.Text, row.Page, row.TaskId, row.RunId,
        row.ReadAt is { } read ? DateTimeOffset.FromUnixTimeMilliseconds(read) : null);
}

/// <summary>What the bell shows at a glance.</summary>
/// <param name="Newest">The newest first.</param>
public sealed record BellGlance(int Unread, IReadOnlyList<BellMessage> Newest);
