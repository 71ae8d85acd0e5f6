namespace TaskScheduler.Core.Health;

/// <summary>How a part of the program is, from well to worst.</summary>
public enum HealthStatus
{
    Healthy = 0,

    /// <summary>It goes on and loses nothing, but somebody has to look.</summary>
    Degraded = 1,

    /// <summary>It can't do its work.</summary>
    Unhealthy = 2,
}

/// <summary>How one part of the program is.</summary>
/// <param name="Name">As <c>database</c>; names that others look for never change.</param>
/// <param name="Words">One sentence or two for a person.</param>
public sealed record HealthEntry(string Name, HealthStatus Status, string Words)
{
    /// <summary>The same in figures: numbers, instants, texts and truth values by name, in camel case with the unit at the end.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}

/// <summary>How the program is: the worst of its parts.</summary>
public sealed record HealthReport(IReadOnlyList<HealthEntry> Entries)
{
    public HealthStatus Status => Entries.Count == 0 ? HealthStatus.Healthy : Entries.Max(entry => entry.Status);
}

/// <summary>Knows how one part of the program is.</summary>
public interface IHealthSource
{
    /// <summary>Answers from memory, at once and on any thread: whoever asks may do so when there is most to do.</summary>
    HealthEntry Look();
}

/// <summary>Puts together how all parts are.</summary>
public sealed class HealthBoard(IEnumerable<IHealthSource> sources)
{
    private readonly IHealthSource[] sources = [.. sources];

    public HealthReport Report() => new([.. sources.Select(source => source.Look())]);
}
