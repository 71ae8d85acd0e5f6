namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What tells whether all is well: failures in a row, and where a run was asked for.</summary>
internal static class Watching
{
    public const string Sql = "";
}
