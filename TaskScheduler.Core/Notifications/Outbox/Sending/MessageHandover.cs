using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.Executed;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Telemetry;

namespace TaskScheduler.Core.Notifications.Outbox.Sending;

/// <summary>Hands messages over by the way that each says.</summary>
internal sealed class MessageHandover(IMailTransport mail, IEnumerable<IMessageWay> ways, ExecutedMessages executed, MailStanding standing, ILogger<MessageHandover> log)
{
    private static readonly MessageRefusal noRun = new("The run that it was to tell about is not kept any more.", IsFinal: true);

    private readonly IMailTransport mail = mail;
    private readonly MailStanding standing = standing;
    private readonly ILogger log = log;
    private readonly Dictionary<MessageVia, IMessageWay> ways = ways.ToDictionary(way => way.Via);

    /// <summary>For a row of messages by the same way.</summary>
    public Row Open() => new(this);

    private async Task<MessageContent?> ContentOfAsync(MessageRow message, CancellationToken cancellationToken) => message.Content is { } written
        ? JsonSerializer.Deserialize<MessageContent>(written, MessageOutbox.ContentJson)
        : await executed.WriteAsync(message, cancellationToken);

    /// <summary>Holds what one message leaves for the next, such as a connection.</summary>
    internal sealed class Row(MessageHandover handover) : IDisposable
    {
        private IMailLine? line;

        /// <summary>Hands one over, and never throws.</summary>
        /// <returns>Null when it was taken.</returns>
        public async Task<MessageRefusal?> SendAsync(MessageRow message, CancellationToken interrupt)
        {
            var begun = false;
            using var span = Traces.Source.StartActivity($"send {message.Kind}", ActivityKind.Producer, Traces.Read(message.TraceParent) ?? default);
            try
            {
                if (await handover.ContentOfAsync(message, interrupt) is not { } content)
                    return noRun;
                begun = true;
                return message.Via == MessageVia.Mail ? await MailAsync(message, content, interrupt)
                    : handover.ways.TryGetValue(message.Via, out var way) ? await way.SendAsync(message, content, interrupt)
                    : new($"There is nothing here that sends by {message.Via}.", IsFinal: true);
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                return begun ? new(MessageClaims.MayHaveArrived, IsFinal: true) : new("The program was stopped before it was handed over.", IsFinal: false);
            }
            catch (Exception error)
            {
                // The seam to whoever takes it: the others are still sent, and this one is tried again.
                SendingLog.HandingOverThrew(handover.log, message.Id, error);
                return new($"It could not be handed over: {error.GetBaseException().Message}", IsFinal: false);
            }
        }

        public void Dispose() => line?.Dispose();

        private async Task<MessageRefusal?> MailAsync(MessageRow message, MessageContent content, CancellationToken interrupt)
        {
            line ??= handover.mail.Open();
            var outgoing = new OutgoingMail(message.Destination, message.Subject, content.Text) { Html = content.Html, Calendar = content.Calendar, MessageId = $"{message.Id:N}" };
            var refused = await line.SendAsync(outgoing, interrupt) is { } refusal ? new MessageRefusal(refusal.Words, refusal.IsFinal) { Unreached = refusal.Unreached } : null;
            handover.standing.Note(refused);
            return refused;
        }
    }
}
