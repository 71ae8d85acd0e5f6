using TaskScheduler.Core.Maintenance.Retention;

namespace TaskScheduler.Web.Pages.Storage;

/// <summary>A rule while somebody writes it.</summary>
public sealed class RetentionEdit
{
    public RetentionKind Kind { get; init; }

    public int? Days { get; set; }

    public int? PerTask { get; set; }

    public static RetentionEdit Of(RetentionRule rule) => new() { Kind = rule.Kind, Days = rule.Days, PerTask = rule.PerTask };

    public RetentionRule ToRule() => new(Kind, Days, PerTask);
}
