using TaskScheduler.Core.Tasks.History;

namespace TaskScheduler.Core.Runs.Comparison;

/// <summary>In what a run that did not succeed differs from the last one of its task that did.</summary>
/// <param name="Run">The run that did not succeed.</param>
/// <param name="Good">The last run of its task before it that succeeded; null when there is none.</param>
/// <param name="Facts">State, error, duration and the like, as the JSON of a run names them; before is the good run.</param>
/// <param name="Payload">Member by member with secrets masked; null when the payload of one of them is not kept any more.</param>
public sealed record RunDifference(Run Run, Run? Good, IReadOnlyList<FieldChange> Facts, IReadOnlyList<FieldChange>? Payload, LineDifference Output);
