namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>Calendar invites that were sent, and the secret addresses of calendar feeds.</summary>
internal static class Invites
{
    public const string Sql = """

        """;
}
