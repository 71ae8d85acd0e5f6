namespace TaskScheduler.Core.TaskTypes;

/// <summary>The task types this program has, by key.</summary>
public sealed class TaskTypeCatalog
{
    private readonly Dictionary<string, ITaskType> types;

    public TaskTypeCatalog(IEnumerable<ITaskType> types)
    {
        this.types = types.ToDictionary(type => type.Description.Key, StringComparer.Ordinal);
        Descriptions = [.. this.types.Values.Select(type => type.Description).OrderBy(description => description.Name, StringComparer.Ordinal)];
    }

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<TaskTypeDescription> Descriptions { get; }

    public ITaskType? Find(string key) => types.GetValueOrDefault(key);
}
