using System.Text.Json;
using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Core.Notifications.Channels;

/// <summary>What a channel has to be.</summary>
internal static class ChannelRules
{
    public const int NameLength = 60;
    public const int AddressLength = 2_000;
    public const int ShortestSecret = 16;
    public const int LongestSecret = 500;

    private static readonly MessageVia[] kinds = [MessageVia.Webhook, MessageVia.Slack, MessageVia.Teams, MessageVia.Discord];

    public static string Word(MessageVia kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <param name="isNew">Whether there is no address yet that could be kept.</param>
    public static (string Name, MessageVia Kind) Check(ChannelDraft draft, bool isNew, ICollection<Fault> faults)
    {
        var name = draft.Name?.Trim() ?? "";
        if (name.Length is 0 or > NameLength || name.Any(char.IsControl))
            faults.Add(new("name", $"Write a name by which people know the channel: 1 to {NameLength} characters on one line."));
        var kind = kinds.FirstOrDefault(one => Word(one) == draft.Kind?.Trim());
        if (kind == default)
            faults.Add(new("kind", $"Write {English.List([.. kinds.Select(Word)], "or")}."));
        if (isNew && string.IsNullOrWhiteSpace(draft.Address))
            faults.Add(new("address", "Write the address to which messages are sent."));
        else if (!string.IsNullOrWhiteSpace(draft.Address) && HostOf(draft.Address) is null)
            faults.Add(new("address", $"Write an http or https address without user and password, up to {AddressLength} characters, as https://hooks.example.com/…"));
        if (!string.IsNullOrEmpty(draft.SigningSecret))
            CheckSecret(draft.SigningSecret, kind, faults);
        return (name, kind);
    }

    /// <summary>Name and port of the server; null when it is no address to which messages are sent.</summary>
    public static string? HostOf(string address) =>
        address.Trim().Length <= AddressLength && Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri.Authority : null;

    private static void CheckSecret(string secret, MessageVia kind, ICollection<Fault> faults)
    {
        if (kind != MessageVia.Webhook)
            faults.Add(new("signingSecret", "Only what a webhook is sent is signed; leave this out."));
        else if (secret.Length is < ShortestSecret or > LongestSecret || secret.Any(char.IsControl))
            faults.Add(new("signingSecret", $"Write {ShortestSecret} to {LongestSecret} characters on one line, best random ones."));
    }
}
