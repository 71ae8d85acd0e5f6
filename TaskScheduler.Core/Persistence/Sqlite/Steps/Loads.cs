namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>The load that was, the load that was predicted, and how long tasks take.</summary>
internal static class Loads
{
    public const string Sql = "";
}
