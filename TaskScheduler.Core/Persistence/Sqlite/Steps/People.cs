namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What people with accounts want to be told, and their messages in the page.</summary>
internal static class People
{
    public const string Sql = """

        """;
}
