using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Definitions;

/// <summary>That tasks which the file does not name are removed.</summary>
/// <param name="Tag">Only those with this tag; null means all within the caller's reach.</param>
public sealed record Prune(string? Tag);

/// <summary>A task that is not there yet.</summary>
/// <param name="Id">The one that the file gives; after it was applied, the one that it has.</param>
/// <param name="Schedule">When it is due, as a sentence with instants in UTC.</param>
/// <param name="Remarks">What a reader may not expect.</param>
public sealed record PlannedAddition(string Place, int Line, Guid? Id, string Title, string Type, string Schedule, IReadOnlyList<string> Remarks)
{
    internal DefinitionEntry Entry { get; init; } = null!;

    internal TaskDefinition Definition { get; init; } = null!;

    /// <summary>Its last version, when it was stored before.</summary>
    internal StoredHead? Kept { get; init; }

    internal bool Active => Entry.Active ?? true;
}

/// <summary>A part of a task that becomes another.</summary>
/// <param name="Field">As in the JSON, dotted: <c>schedule.cron</c>.</param>
/// <param name="Old">Null when it was not set.</param>
/// <param name="New">Null when it is not set any more.</param>
public sealed record FieldDifference(string Field, string? Old, string? New);

/// <summary>A stored task that becomes another.</summary>
/// <param name="Title">The one it has now.</param>
/// <param name="Version">The one it has now.</param>
public sealed record PlannedChange(string Place, int Line, Guid Id, string Title, int Version, IReadOnlyList<FieldDifference> Fields, IReadOnlyList<string> Remarks)
{
    internal DefinitionEntry Entry { get; init; } = null!;

    internal TaskRow Stored { get; init; } = null!;

    internal TaskDefinition Definition { get; init; } = null!;

    internal bool Active => Entry.Active ?? Stored.Active;
}

/// <summary>A stored task that the file does not name.</summary>
public sealed record PlannedRemoval(Guid Id, string Title, int Version);

/// <summary>What would happen if a file were applied now.</summary>
/// <param name="Unchanged">How many tasks are as the file says already.</param>
/// <param name="Faults">While there are any, nothing can be applied.</param>
public sealed record DefinitionPlan(
    IReadOnlyList<PlannedAddition> Added,
    IReadOnlyList<PlannedChange> Changed,
    IReadOnlyList<PlannedRemoval> Removed,
    int Unchanged,
    IReadOnlyList<DefinitionFault> Faults)
{
    /// <summary>Another plan has another one: shows whether what is applied is what was looked at.</summary>
    public string Fingerprint { get; } = FingerprintOf(Added, Changed, Removed);

    public bool CanApply => Faults.Count == 0;

    public bool ChangesNothing => Added.Count + Changed.Count + Removed.Count == 0;

    // What an author wrote, not what became of it: an interval without a start has another one at each reading.
    private static string FingerprintOf(IReadOnlyList<PlannedAddition> added, IReadOnlyList<PlannedChange> changed, IReadOnlyList<PlannedRemoval> removed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var task in added)
            Append($"+{task.Entry.Id}{task.Entry.Active}{JsonSerializer.Serialize(task.Entry.Draft)}");
        foreach (var task in changed)
            Append($"~{task.Id}{task.Version}{task.Entry.Active}{JsonSerializer.Serialize(task.Entry.Draft)}");
        foreach (var task in removed)
            Append($"-{task.Id}{task.Version}");
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));

        void Append(string part) => hash.AppendData(Encoding.UTF8.GetBytes(part));
    }
}
