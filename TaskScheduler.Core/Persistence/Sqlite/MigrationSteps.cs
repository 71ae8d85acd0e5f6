using TaskScheduler.Core.Persistence.Sqlite.Steps;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>What makes the tables, step by step. A step that was published is never changed: databases have it behind them.</summary>
internal static class MigrationSteps
{
    public static IReadOnlyList<(string Name, string Sql)> All { get; } =
    [
        ("Tasks and runs", TasksAndRuns.Sql),
        ("Accounts, tokens, audit", AccountsAndAudit.Sql),
        ("Runs that survive", RunsThatSurvive.Sql),
        ("People are told", $"{Messages.Sql}\n{Invites.Sql}\n{Alerts.Sql}\n{People.Sql}"),
        ("The monitor", $"{Rollups.Sql}\n{Loads.Sql}\n{Watching.Sql}\n{Upkeep.Sql}"),
    ];
}
