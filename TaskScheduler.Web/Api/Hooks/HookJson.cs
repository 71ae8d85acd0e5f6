using TaskScheduler.Core.Hooks;

namespace TaskScheduler.Web.Api.Hooks;

/// <summary>What there is to know of a task's secret address; never the address itself.</summary>
/// <param name="Exists">Whether the task has one.</param>
/// <param name="CreatedAt">When it was made or last renewed; null when there is none.</param>
/// <param name="LastUsedAt">When it last started a run, true to a minute; null while it has not.</param>
public sealed record HookJson(bool Exists, DateTimeOffset? CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static HookJson Of(HookView view) => new(view.Hook is not null, view.Hook?.CreatedAt.ToUniversalTime(), view.Hook?.LastUsedAt?.ToUniversalTime());
}

/// <summary>A secret address that was just made.</summary>
/// <param name="Address">Where to POST. It is shown this once; whoever has it can start the task.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record NewHookJson(string Address, DateTimeOffset CreatedAt)
{
    // A record would say its address wherever it is written to a log.
    public override string ToString() => $"An address of {CreatedAt:O}";
}

/// <summary>What is answered to who starts a task by its secret address.</summary>
public sealed record HookRunJson(Guid RunId);
