using System.ComponentModel;
using TaskScheduler.Core.Notifications.Outbox;

namespace TaskScheduler.Web.Api.Messages;

/// <summary>A message of the outbox.</summary>
/// <param name="To">A mail address; for a channel its name.</param>
/// <param name="Attempts">How often it was handed over, or tried to be, since it was put in or sent again.</param>
/// <param name="NextAt">When it may be sent; null when it has ended.</param>
/// <param name="Error">What the server said, or why it was not reached.</param>
/// <param name="EndedAt">When it was sent or given up.</param>
public record MessageJson(
    Guid Id, MessageKind Kind, MessageVia Via, string To, string Subject, MessageState State, int Attempts, DateTimeOffset? NextAt, string? Error, DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, Guid? TaskId, Guid? RunId)
{
    public static MessageJson Of(MessageView view) => new(
        view.Id, view.Kind, view.Via, view.To, view.Subject, view.State, view.Attempts, view.NextAt, view.Error, view.CreatedAt, view.EndedAt, view.TaskId, view.RunId);
}

/// <summary>A message with what it says.</summary>
/// <param name="Content">Null when it is written only when it is sent and the run it is to tell about is gone.</param>
public sealed record MessageDetailJson(MessageJson Message, MessageContentJson? Content)
{
    public static MessageDetailJson Of(MessageDetail detail) => new(MessageJson.Of(detail.Message), detail.Content is { } content ? MessageContentJson.Of(content) : null);
}

/// <summary>What a message says.</summary>
/// <param name="Calendar">The iCalendar object that a mail carries.</param>
/// <param name="Json">The body of a webhook or chat message.</param>
public sealed record MessageContentJson(string Text, string? Html, string? Calendar, string? Json)
{
    public static MessageContentJson Of(MessageContent content) => new(content.Text, content.Html, content.Calendar?.Text, content.Json);
}

/// <summary>Where a test is to be sent.</summary>
public sealed record TestMessageJson
{
    [Description("An e-mail address; your own unless said. Only administrators may name another.")]
    public string? To { get; init; }
}
