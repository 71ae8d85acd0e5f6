namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What runs have come to, summed up as they end.</summary>
internal static class Rollups
{
    public const string Sql = "";
}
