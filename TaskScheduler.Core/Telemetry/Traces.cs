using System.Diagnostics;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Where the spans of the program come from, and how a trace is carried on (W3C Trace Context).</summary>
public static class Traces
{
    public const string Name = "TaskScheduler";

    // Version 00 of the format: 2 + 1 + 32 + 1 + 16 + 1 + 2 characters.
    private const int Length = 55;

    /// <summary>Whether somebody receives spans; where nobody does, nothing of a trace is made or kept.</summary>
    public static bool AreSent => Source.HasListeners();

    /// <summary>The place in a trace from which something is asked for at this moment, as a <c>traceparent</c>; null when there is none.</summary>
    public static string? Here => AreSent && Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { Length: Length } id } ? id : null;

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Reads what was kept; null when it is not understood.</summary>
    internal static ActivityContext? Read(string? traceParent) => ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : null;
}

/// <summary>Where the trace of a run comes from.</summary>
/// <param name="TraceParent">A <c>traceparent</c>.</param>
/// <param name="GoesOn">The run belongs to this trace: somebody asked for it, or for the one run of its task. If not, it has a trace of its own that is linked to this one, because years may lie between.</param>
public sealed record TraceOrigin(string TraceParent, bool GoesOn)
{
    /// <param name="ofRun">Where the run itself was asked for.</param>
    /// <param name="ofTask">Where its task was made.</param>
    internal static TraceOrigin? Of(string? ofRun, string? ofTask, string scheduleKind) =>
        !Traces.AreSent ? null
        : ofRun is not null ? new(ofRun, GoesOn: true)
        : ofTask is not null ? new(ofTask, scheduleKind is "once" or "immediate")
        : null;
}
