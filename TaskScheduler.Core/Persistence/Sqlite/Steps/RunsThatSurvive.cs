namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What retries, dead letters, limits, output and the further task types are kept in.</summary>
internal static class RunsThatSurvive
{
    public const string Sql = """
        SELECT 1;
        """;
}
