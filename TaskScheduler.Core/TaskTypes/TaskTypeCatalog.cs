namespace TaskScheduler.Core.TaskTypes;

/// <summary>The task types this program has, by key.</summary>
public sealed class TaskTypeCatalog
{
    private readonly Dictionary<string, ITaskType> types;

    public TaskTypeCatalog(IEnumerable<ITaskType> types)
    {
        this.types = types.ToDictionary(type => type.Description.Key, StringComparer.Ordinal);
        Descriptions = [.. this.types.Values.Select(type => type.Description).Where(description => description.Unavailable is null).OrderBy(description => description.Name, StringComparer.Ordinal)];
    }

    /// <summary>Those that are offered, in the order of their names.</summary>
    public IReadOnlyList<TaskTypeDescription> Descriptions { get; }

    /// <summary>Finds those that are not offered, too: there may be tasks from when they were.</summary>
    public ITaskType? Find(string key) => types.GetValueOrDefault(key);
}
