namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What is kept how long, and backups.</summary>
internal static class Upkeep
{
    public const string Sql = "";
}
