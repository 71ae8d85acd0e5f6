using TaskScheduler.Core;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Web.Pages.Tasks.Execution;

/// <summary>How runs of a task are executed, while somebody picks it.</summary>
public sealed class ExecutionEdit
{
    public RetryEdit Retry { get; private init; } = new();

    public string Overlap { get; set; } = "";

    public string Recovery { get; set; } = "";

    public string Priority { get; set; } = "";

    public static ExecutionEdit Of(ExecutionRules rules)
    {
        var draft = ExecutionDraft.Of(rules);
        return new() { Retry = RetryEdit.Of(rules.Retry), Overlap = draft.Overlap!, Recovery = draft.Recovery!, Priority = draft.Priority! };
    }

    /// <summary>Adds the faults that the draft cannot express.</summary>
    public ExecutionDraft ToDraft(ICollection<Fault> faults) => new() { Retry = Retry.ToDraft(faults), Overlap = Overlap, Recovery = Recovery, Priority = Priority };

    /// <summary>The rules it makes; null while something in it is wrong.</summary>
    public ExecutionRules? ToRules()
    {
        var faults = new List<Fault>();
        var draft = ToDraft(faults);
        var rules = faults.Count == 0 ? draft.Check(faults) : null;
        return faults.Count == 0 ? rules : null;
    }
}
