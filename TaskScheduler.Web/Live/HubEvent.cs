namespace TaskScheduler.Web.Live;

/// <summary>One thing to tell a client.</summary>
/// <param name="Content">Null for an event that has no content.</param>
/// <param name="About">The task it is about; null when it is for everybody.</param>
public sealed record HubEvent(string Name, object? Content, TaskTold? About = null)
{
    /// <summary>More changed than is told one by one.</summary>
    public static HubEvent Reload { get; } = new("reload", null);
}

/// <summary>A task that something is told about.</summary>
/// <param name="Tags">Those it has, and those it had until lately: who watches a tag is told that a task has lost it.</param>
public sealed record TaskTold(Guid Id, IReadOnlyCollection<string> Tags);

/// <summary>What is left of a deleted task.</summary>
public sealed record DeletedJson(Guid Id);
