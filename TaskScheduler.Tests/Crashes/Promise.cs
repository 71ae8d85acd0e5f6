using System.Text.Json.Nodes;

namespace TaskScheduler.Tests.Crashes;

/// <summary>A task whose creation was acknowledged, with all that was promised and asked about it since. What was asked and not acknowledged may have happened or not.</summary>
internal sealed class Promise(JsonObject task)
{
    public Guid Id { get; } = task["id"]!.GetValue<Guid>();

    /// <summary>As last acknowledged.</summary>
    public JsonObject Task { get; set; } = task;

    public int Version => Task["version"]!.GetValue<int>();

    public bool IsInterval => Task["schedule"]!["kind"]!.GetValue<string>() == "interval";

    /// <summary>Runs its schedule makes at least, unless it is deleted before.</summary>
    public int LeastOwnRuns { get; set; }

    public int MostOwnRuns { get; set; }

    public int RunsAsked { get; set; }

    /// <summary>Runs asked for by hand and acknowledged.</summary>
    public List<Guid> RunsPromised { get; } = [];

    public bool DeleteAsked { get; set; }

    public bool Deleted { get; set; }
}
