using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskScheduler.Core.Notifications.Invites;

/// <summary>What an invite says of a task; when it says the same as the one before, nobody needs it.</summary>
/// <param name="Start">The occurrence; of a series its first.</param>
/// <param name="Zone">IANA name of the zone in which it is said.</param>
internal sealed record Invitation(DateTimeOffset Start, string Zone, string Title, string Description)
{
    private static readonly JsonSerializerOptions json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of a series, its recurrence rule; null for one occurrence.</summary>
    public string? Rule { get; init; }

    /// <summary>Of a series, the schedule it was made from: the same rule may begin at another time of day.</summary>
    public string? Schedule { get; init; }

    [JsonIgnore]
    public bool IsSeries => Rule is not null;

    public static Invitation Read(string text) => JsonSerializer.Deserialize<Invitation>(text, json)!;

    public string Write() => JsonSerializer.Serialize(this, json);
}

/// <summary>An invite that was sent.</summary>
/// <param name="Sequence">Of its last version.</param>
internal sealed record SentInvite(Guid Id, int Sequence, string Email, Invitation Told);
