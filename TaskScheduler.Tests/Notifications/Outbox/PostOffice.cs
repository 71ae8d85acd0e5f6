using System.Collections.Concurrent;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Tests.Notifications.Outbox;

/// <summary>Takes mail or refuses it as a test says, and keeps what it was handed.</summary>
internal sealed class PostOffice : IMailTransport
{
    private readonly ConcurrentQueue<OutgoingMail> handed = new();
    private readonly ConcurrentQueue<OutgoingMail> taken = new();

    /// <summary>Null takes a mail.</summary>
    public Func<OutgoingMail, CancellationToken, Task<MailRefusal?>> Answer { get; set; } = (_, _) => Task.FromResult<MailRefusal?>(null);

    /// <summary>All that it was handed, also what it refused.</summary>
    public IReadOnlyList<OutgoingMail> Handed => [.. handed];

    public IReadOnlyList<OutgoingMail> Taken => [.. taken];

    public bool Delivers => true;

    public string Destination => "a post office";

    public void Refuse(MailRefusal refusal) => Answer = (_, _) => Task.FromResult<MailRefusal?>(refusal);

    public void TakeAll() => Answer = (_, _) => Task.FromResult<MailRefusal?>(null);

    /// <summary>From here on it keeps whoever hands it a mail waiting; returns what ends when the first has come.</summary>
    public Task Hold()
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer = async (_, stop) =>
        {
            come.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(stop);
            return null;
        };
        return come.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async Task<MailRefusal?> SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        handed.Enqueue(mail);
        var refusal = await Answer(mail, cancellationToken);
        if (refusal is null)
            taken.Enqueue(mail);
        return refusal;
    }
}
