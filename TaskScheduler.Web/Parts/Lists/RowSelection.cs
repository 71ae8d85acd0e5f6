namespace TaskScheduler.Web.Parts.Lists;

/// <summary>Which rows a bulk action is for: single ones, on this page or others, or all that match the filter.</summary>
public abstract class RowSelection
{
    private readonly HashSet<Guid> ids = [];

    public bool AllMatching { get; private set; }

    public bool IsEmpty => !AllMatching && ids.Count == 0;

    protected IReadOnlyCollection<Guid> Ids => [.. ids];

    public bool Contains(Guid id) => AllMatching || ids.Contains(id);

    public int Count(int matching) => AllMatching ? matching : ids.Count;

    /// <param name="shown">The rows that stay selected when one is taken out of "all that match".</param>
    public void Toggle(Guid id, IEnumerable<Guid> shown)
    {
        if (AllMatching)
            Replace(shown);
        if (!ids.Remove(id))
            ids.Add(id);
    }

    public void Add(IEnumerable<Guid> shown) => ids.UnionWith(shown);

    public void Remove(IEnumerable<Guid> shown)
    {
        if (AllMatching)
            Clear();
        ids.ExceptWith(shown);
    }

    public void SelectAllMatching() => AllMatching = true;

    public void Clear()
    {
        AllMatching = false;
        ids.Clear();
    }

    private void Replace(IEnumerable<Guid> shown)
    {
        Clear();
        Add(shown);
    }
}
