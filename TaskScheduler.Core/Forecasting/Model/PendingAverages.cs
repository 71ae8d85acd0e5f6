namespace TaskScheduler.Core.Forecasting.Model;

/// <summary>Which averages have changed since the sums were made: noted here by the one who writes runs, who must not wait for anybody that looks at sums.</summary>
internal sealed class PendingAverages
{
    private readonly Lock gate = new();
    private HashSet<Guid> tasks = [];
    private bool types;

    public void Add(IReadOnlyCollection<Guid> changedTasks, bool changedTypes)
    {
        lock (gate)
        {
            tasks.UnionWith(changedTasks);
            types |= changedTypes;
        }
    }

    public (IReadOnlyCollection<Guid> Tasks, bool Types) Take()
    {
        lock (gate)
        {
            var taken = (tasks, types);
            if (tasks.Count > 0)
                tasks = [];
            types = false;
            return taken;
        }
    }
}
