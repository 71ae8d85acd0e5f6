using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Live;

/// <summary>What a client wants to be told of: everything, or the tasks it named by id or by tag. Bounded, because every change is held against it.</summary>
public sealed class Interest
{
    /// <summary>As many as one page of tasks shows; with the tags they fit into one message of a client (32 KB).</summary>
    public const int MostTasks = 500;

    public const int MostTags = 20;

    private const int LongestTag = 50;

    private readonly HashSet<Guid>? tasks;
    private readonly HashSet<string> tags;

    private Interest(IEnumerable<Guid>? tasks, IEnumerable<string> tags)
    {
        this.tasks = tasks?.ToHashSet();
        this.tags = tags.ToHashSet(StringComparer.Ordinal);
    }

    public static Interest Everything { get; } = new(null, []);

    /// <summary>Whether it depends on the tags of a task.</summary>
    public bool IsByTag => tags.Count > 0;

    /// <summary>Reads <c>{"tasks": […], "tags": […]}</c>; null exactly when there are faults.</summary>
    public static Interest? Read(JsonElement what, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        if (what.ValueKind != JsonValueKind.Object)
        {
            found.Add(new("", """Say what to watch as an object: {"tasks": [ids], "tags": [tags]}."""));
            return null;
        }

        var reader = new ObjectReader(what, "", found);
        reader.AllowOnly(["tasks", "tags"]);
        var ids = Ids(reader.Texts("tasks") ?? [], found);
        var words = Tags(reader.Texts("tags") ?? [], found);
        if (found.Count == 0 && ids.Count + words.Count == 0)
            found.Add(new("tasks", "Name at least one task or tag; WatchAll tells everything."));
        return found.Count == 0 ? new(ids, words) : null;
    }

    /// <summary>Whether the client is to be told this.</summary>
    public bool Covers(HubEvent told) =>
        tasks is null || told.About is not { } task || tasks.Contains(task.Id) || tags.Overlaps(task.Tags);

    private static List<Guid> Ids(IReadOnlyList<string> texts, List<Fault> faults)
    {
        if (texts.Count > MostTasks)
            faults.Add(new("tasks", $"Up to {MostTasks} tasks can be watched by id, and these are {texts.Count}; watch a tag, or everything."));
        var ids = new List<Guid>();
        foreach (var text in texts.Take(MostTasks))
        {
            if (Guid.TryParse(text, out var id))
                ids.Add(id);
            else
                faults.Add(new("tasks", $"'{Shortened(text)}' is not the id of a task, such as 01890a5d-ac96-774b-bcce-b302099a8057."));
        }

        return ids;
    }

    private static IReadOnlyList<string> Tags(IReadOnlyList<string> words, List<Fault> faults)
    {
        if (words.Count > MostTags)
            faults.Add(new("tags", $"Up to {MostTags} tags can be watched, and these are {words.Count}; watch everything."));
        if (words.Any(tag => tag.Length is 0 or > LongestTag))
            faults.Add(new("tags", $"A tag has 1 to {LongestTag} characters."));
        return words;
    }

    private static string Shortened(string text) => text.Length > LongestTag ? $"{text[..LongestTag]}…" : text;
}
