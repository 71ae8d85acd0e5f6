namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>Rules by which people are told, what they have found, and the channels they tell by.</summary>
internal static class Alerts
{
    public const string Sql = """

        """;
}
