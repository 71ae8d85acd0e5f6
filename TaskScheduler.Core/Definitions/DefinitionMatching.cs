using System.Globalization;

namespace TaskScheduler.Core.Definitions;

/// <summary>As much of a stored task as is needed to find out which one a file means.</summary>
internal sealed record StoredHead(Guid Id, string Title, Guid? OwnerId, string Tags, int Version);

/// <summary>An entry of a file with the stored task it means; null when it means a new one.</summary>
internal sealed record MatchedEntry(DefinitionEntry Entry, StoredHead? Stored)
{
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>
/// Finds the stored task that each entry of a file means: by id when it gives one, else by its exact title. An id that is not
/// stored makes a new task with this id, so that a file describes the same tasks in two places. What could mean two tasks is a fault.
/// </summary>
internal sealed class DefinitionMatching
{
    private readonly List<DefinitionFault> faults = [];
    private readonly List<MatchedEntry> matched = [];
    private readonly Dictionary<Guid, string> claimed = [];
    private readonly Dictionary<string, string> titles = new(StringComparer.Ordinal);

    public IReadOnlyList<MatchedEntry> Entries => matched;

    public IReadOnlyList<DefinitionFault> Faults => faults;

    public static DefinitionMatching Of(DefinitionFile file, IReadOnlyList<StoredHead> stored)
    {
        var matching = new DefinitionMatching();
        var byId = stored.ToDictionary(task => task.Id);
        var byTitle = stored.ToLookup(task => task.Title, StringComparer.Ordinal);

        // Ids first, wherever they stand: a task that is named by its id is not looked for by its title.
        foreach (var entry in file.Entries.Where(entry => entry.Id is not null))
            matching.ById(entry, byId.GetValueOrDefault(entry.Id!.Value), byTitle);
        foreach (var entry in file.Entries.Where(entry => entry.Id is null))
            matching.ByTitle(entry, [.. byTitle[TitleOf(entry)].Where(task => !matching.claimed.ContainsKey(task.Id))]);
        return matching;
    }

    private void ById(DefinitionEntry entry, StoredHead? stored, ILookup<string, StoredHead> byTitle)
    {
        if (!claimed.TryAdd(entry.Id!.Value, entry.Place))
        {
            faults.Add(entry.At("id", $"{claimed[entry.Id.Value]} has this id already; give each task an id of its own, or none."));
            return;
        }

        var sameTitle = stored is null && byTitle.Contains(TitleOf(entry));
        matched.Add(new(entry, stored) { Remarks = sameTitle ? ["Another task has this title already. To change that one, leave the id out here."] : [] });
    }

    private void ByTitle(DefinitionEntry entry, IReadOnlyList<StoredHead> stored)
    {
        var title = TitleOf(entry);
        if (title.Length > 0 && !titles.TryAdd(title, entry.Place))
            faults.Add(entry.At("title", $"{titles[title]} has this title already; give one of them another title, or each its id."));
        else if (stored.Count > 1)
            faults.Add(entry.At("title", string.Create(CultureInfo.InvariantCulture, $"{stored.Count} stored tasks have this title; add the id of the one that is meant. An export names the ids.")));
        else
            matched.Add(new(entry, stored.SingleOrDefault()));
    }

    private static string TitleOf(DefinitionEntry entry) => entry.Draft.Title?.Trim() ?? "";
}
