using System.ComponentModel;
using System.Text.Json;
using TaskScheduler.Core.Notifications.Channels;

namespace TaskScheduler.Web.Api.Alerts;

/// <summary>A channel as other programs see it; its address is never told.</summary>
/// <param name="Kind">webhook, slack, teams or discord.</param>
/// <param name="Host">Of its address.</param>
/// <param name="IsSigned">Whether what is sent carries a signature.</param>
/// <param name="Rules">How many rules tell by it.</param>
public sealed record ChannelJson(Guid Id, string Name, string Kind, string Host, bool IsSigned, int Rules, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    public static ChannelJson Of(ChannelView view) =>
        new(view.Id, view.Name, JsonNamingPolicy.CamelCase.ConvertName(view.Kind.ToString()), view.Host, view.IsSigned, view.Rules, view.CreatedAt, view.ChangedAt);
}

/// <summary>A channel to make, or to be put in place of one.</summary>
public sealed record ChannelBodyJson
{
    [Description("By which people know it; 1 to 60 characters, in use once.")]
    public required string Name { get; init; }

    [Description("webhook, slack, teams or discord.")]
    public required string Kind { get; init; }

    [Description("The http or https address that messages are posted to. Kept encrypted and never shown again; when a channel is replaced, absent means that it stays.")]
    public string? Address { get; init; }

    [Description("Of a webhook: 16 to 500 characters, with which each message is signed. Never shown again. When a channel is replaced, absent means that it stays, and empty that nothing is signed any more.")]
    public string? SigningSecret { get; init; }
}

/// <summary>A test on its way.</summary>
/// <param name="Key">By which its message is found.</param>
public sealed record ChannelTestJson(string Key);
