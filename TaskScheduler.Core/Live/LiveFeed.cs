namespace TaskScheduler.Core.Live;

/// <summary>
/// "Something changed", inside the process. Publishing never waits: each subscription keeps a bounded set of ids,
/// and one that falls behind is told to reload instead of being sent more.
/// </summary>
public sealed class LiveFeed
{
    /// <summary>How many changed tasks are named one by one; more are announced as a reset.</summary>
    public const int NamedTasks = 1_000;

    private readonly Lock gate = new();
    private volatile FeedSubscription[] subscriptions = [];

    /// <summary>How many subscriptions are open.</summary>
    public int SubscriptionCount => subscriptions.Length;

    /// <param name="capacity">How many changed tasks, and how many changed runs, are kept until they are read.</param>
    /// <param name="definitionsOnly">Says nothing of runs, nor of tasks whose standing alone has changed.</param>
    public FeedSubscription Subscribe(int capacity = 1_000, bool definitionsOnly = false)
    {
        var subscription = new FeedSubscription(capacity, definitionsOnly, Remove);
        lock (gate)
            subscriptions = [.. subscriptions, subscription];
        return subscription;
    }

    public void PublishTask(Guid taskId)
    {
        foreach (var subscription in subscriptions)
            subscription.AddTask(taskId);
    }

    /// <summary>Names each of them, or says that more changed than can be named.</summary>
    public void PublishTasks(IReadOnlyCollection<Guid> taskIds)
    {
        if (taskIds.Count > NamedTasks)
            PublishReset();
        else
            foreach (var task in taskIds)
                PublishTask(task);
    }

    /// <summary>As <see cref="PublishTasks"/>, of tasks that are defined as before: they stand elsewhere now.</summary>
    public void PublishStandings(IReadOnlyCollection<Guid> taskIds)
    {
        foreach (var subscription in subscriptions)
            if (taskIds.Count > NamedTasks)
                subscription.AddStandingReset();
            else
                foreach (var task in taskIds)
                    subscription.AddStanding(task);
    }

    public void PublishRun(Guid runId, Guid taskId)
    {
        foreach (var subscription in subscriptions)
            subscription.AddRun(runId, taskId);
    }

    /// <summary>Says that more changed than can be named.</summary>
    public void PublishReset()
    {
        foreach (var subscription in subscriptions)
            subscription.AddReset();
    }

    private void Remove(FeedSubscription subscription)
    {
        lock (gate)
            subscriptions = [.. subscriptions.Where(other => other != subscription)];
    }
}
