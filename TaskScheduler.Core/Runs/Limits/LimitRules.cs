using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Runs.Limits;

/// <summary>What a list of limits has to be.</summary>
public sealed class LimitRules(TaskTypeCatalog types)
{
    /// <summary>Most limits there may be.</summary>
    public const int Most = 500;

    /// <summary>Most runs at once that a limit may allow.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>Most starts in a minute that a limit may allow.</summary>
    public const int MostPerMinute = 100_000;

    private const int NameLength = 50;

    internal List<Fault> Check(IReadOnlyList<RunLimit> limits)
    {
        var faults = new List<Fault>();
        if (limits.Count > Most)
            faults.Add(new("limits", $"There may be up to {Most} limits."));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, limit) in limits.Take(Most).Index())
        {
            Check(limit, $"limits[{index}].", faults);
            if (!known.Add(limit.Key))
                faults.Add(new($"limits[{index}].name", "It has a limit above already; write both numbers there."));
        }

        return faults;
    }

    private void Check(RunLimit limit, string path, List<Fault> faults)
    {
        if (limit.Name.Length is 0 or > NameLength || limit.Name != limit.Name.Trim() || limit.Name.Any(char.IsControl))
            faults.Add(new(path + "name", limit.Scope == LimitScope.Type ? "Choose a task type." : $"Write a tag: 1 to {NameLength} characters."));
        else if (limit.Scope == LimitScope.Type && types.Find(limit.Name) is null)
            faults.Add(new(path + "name", $"There is no task type '{limit.Name}'."));
        if (limit.Concurrency is < 1 or > MostAtOnce)
            faults.Add(new(path + "concurrency", $"Write a whole number from 1 to {MostAtOnce}, or leave it out for any number."));
        if (limit.PerMinute is < 1 or > MostPerMinute)
            faults.Add(new(path + "perMinute", $"Write a whole number from 1 to {MostPerMinute}, or leave it out for any number."));
        else if (limit.Scope == LimitScope.Tag && limit.PerMinute is not null)
            faults.Add(new(path + "perMinute", "Only a task type can have a rate; leave it out for a tag."));
        if (limit is { Concurrency: null, PerMinute: null })
            faults.Add(new(path + "concurrency", "Say how many may run at once, or how many may start in a minute; else leave the limit out."));
    }
}
