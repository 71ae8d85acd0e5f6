namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>What somebody was invited for, as it is stored. Instants are Unix milliseconds.</summary>
public sealed class InviteRow
{
    public Guid Id { get; set; }

    public Guid TaskId { get; set; }

    /// <summary>The occurrence, as it stands now; of a series its first.</summary>
    public long DueAt { get; set; }

    public bool Series { get; set; }

    /// <summary>Of the version that was told last; from 0.</summary>
    public int Sequence { get; set; }

    public required string Email { get; set; }

    /// <summary>JSON of <see cref="Invitation"/>: what was told last.</summary>
    public required string Told { get; set; }

    public bool Cancelled { get; set; }
}
