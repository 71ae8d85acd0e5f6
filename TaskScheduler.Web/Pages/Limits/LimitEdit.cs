using TaskScheduler.Core.Runs.Limits;

namespace TaskScheduler.Web.Pages.Limits;

/// <summary>A limit while somebody writes it.</summary>
public sealed class LimitEdit
{
    public Guid Id { get; } = Guid.NewGuid();

    public LimitScope Scope { get; init; }

    public string Name { get; set; } = "";

    public int? Concurrency { get; set; }

    public int? PerMinute { get; set; }

    public static LimitEdit Of(RunLimit limit) => new() { Scope = limit.Scope, Name = limit.Name, Concurrency = limit.Concurrency, PerMinute = limit.PerMinute };

    public RunLimit ToLimit() => new(Scope, Name.Trim(), Concurrency, Scope == LimitScope.Type ? PerMinute : null);
}
