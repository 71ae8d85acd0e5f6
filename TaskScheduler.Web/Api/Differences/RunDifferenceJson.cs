using TaskScheduler.Core.Runs.Comparison;
using TaskScheduler.Web.Api.Versions;

namespace TaskScheduler.Web.Api.Differences;

/// <summary>In what a run that did not succeed differs from the last one of its task that did.</summary>
/// <param name="Run">The run that did not succeed.</param>
/// <param name="LastGood">The last run of its task before it that succeeded; null when there is none.</param>
/// <param name="Facts">State, error, duration and the like, as members of a run; before is the good run.</param>
/// <param name="Payload">Members in which the payloads differ, by path; null when one of them is not kept any more. Secrets are masked.</param>
/// <param name="Output">The outputs laid over each other.</param>
public sealed record RunDifferenceJson(RunJson Run, RunJson? LastGood, IReadOnlyList<FieldChangeJson> Facts, IReadOnlyList<FieldChangeJson>? Payload, OutputDifferenceJson Output)
{
    public static RunDifferenceJson Of(RunDifference difference) => new(
        RunJson.Of(difference.Run),
        difference.Good is null ? null : RunJson.Of(difference.Good),
        [.. difference.Facts.Select(FieldChangeJson.Of)],
        difference.Payload?.Select(FieldChangeJson.Of).ToArray(),
        new([.. difference.Output.Lines.Select(line => new ComparedLineJson(line.Change, line.Text))], difference.Output.IsCut));
}

/// <summary>Two outputs laid over each other.</summary>
/// <param name="IsCut">Whether only the last lines of each were compared.</param>
public sealed record OutputDifferenceJson(IReadOnlyList<ComparedLineJson> Lines, bool IsCut);

/// <summary>One line of two outputs.</summary>
/// <param name="Change">Whether it is in both (same), only in this run (added), or only in the last good one (removed).</param>
public sealed record ComparedLineJson(LineChange Change, string Text);
