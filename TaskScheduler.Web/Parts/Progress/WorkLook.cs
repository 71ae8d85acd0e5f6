using System.Globalization;
using TaskScheduler.Core.Maintenance;
using TaskScheduler.Core.Maintenance.Progress;

namespace TaskScheduler.Web.Parts.Progress;

/// <summary>How long work is shown: words and icons.</summary>
public static class WorkLook
{
    private const string Bytes = "bytes";

    public static string Of(WorkState state) => state switch
    {
        WorkState.Going => "going on",
        WorkState.Done => "done",
        WorkState.Stopped => "stopped",
        _ => "failed",
    };

    public static string IconOf(WorkState state) => state switch
    {
        WorkState.Going => "sync",
        WorkState.Done => "check_circle",
        WorkState.Stopped => "cancel",
        _ => "error",
    };

    /// <summary>0 to 1; null when nobody knows how much there is to do.</summary>
    public static string? Share(WorkView work) => work.Total is > 0 and var total ? Math.Min(1, (double)work.Done / total).ToString("0.###", CultureInfo.InvariantCulture) : null;

    /// <summary>What is being done and how much of it is, or what came of it.</summary>
    public static string Words(WorkView work) => work.Result ?? string.Join(": ", new[] { work.Step, work.Done == 0 && work.Total is null ? null : Amount(work) }.OfType<string>());

    private static string Amount(WorkView work)
    {
        var (done, total) = work.Unit == Bytes
            ? (ByteWords.Of(work.Done), work.Total is { } bytes ? ByteWords.Of(bytes) : null)
            : (work.Done.ToString("N0", CultureInfo.InvariantCulture), work.Total?.ToString("N0", CultureInfo.InvariantCulture));
        return (total is null ? done : $"{done} of {total}") + (work.Unit is Bytes or "" ? "" : $" {work.Unit}");
    }
}
