using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Outbox;

/// <summary>The real core on manual time, with a post office in the place of the mail server.</summary>
internal sealed class OutboxDriver : IAsyncDisposable
{
    private OutboxDriver(SchedulerDriver engine, PostOffice office)
    {
        Engine = engine;
        Office = office;
    }

    public SchedulerDriver Engine { get; }

    public PostOffice Office { get; }

    public MessageStore Store => Engine.Get<MessageStore>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<OutboxDriver> StartAsync(params IMessageWay[] ways)
    {
        var office = new PostOffice();
        var engine = await SchedulerDriver.StartWithAsync(services =>
        {
            services.RemoveAll<IMessageWay>().AddSingleton<IMailTransport>(office);
            foreach (var way in ways)
                services.AddSingleton(way);
        });
        return new(engine, office);
    }

    /// <summary>With a real mail server on this port of this machine.</summary>
    public static async Task<OutboxDriver> StartOnAsync(int port) =>
        new(await SchedulerDriver.StartAsync(("TaskScheduler:Mail:Host", "127.0.0.1"), ("TaskScheduler:Mail:Port", $"{port}")), new());

    /// <summary>A mail that says something.</summary>
    public static NewMessage Mail(string key, string to = "kim@example.org") => new(key, MessageKind.Alert, MessageVia.Mail, to, $"About {key}") { Content = new("Something happened.") };

    public Task<int> PutAsync(params NewMessage[] messages) => Engine.Get<IWriteGate>().WriteAsync(session => Task.FromResult(messages.Count(message => Engine.Get<MessageOutbox>().Put(session, message))));

    public Task<int> PutAsync(string key) => PutAsync(Mail(key));

    /// <summary>Lets all messages have been tried for so much longer.</summary>
    public Task<int> AgeAsync(TimeSpan by) => Engine.Get<IWriteGate>().WriteAsync(session =>
        Task.FromResult(session.Statement("UPDATE messages SET begun_at = begun_at - @by").With("@by", (long)by.TotalMilliseconds).Execute()));

    public async Task<List<MessageRow>> RowsAsync()
    {
        await using var db = Engine.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Messages.OrderBy(row => row.Key).ToListAsync(Cancel);
    }

    /// <summary>Returns all messages once they are as asked for; they are looked at after every change.</summary>
    public async Task<List<MessageRow>> UntilAsync(Func<List<MessageRow>, bool> condition)
    {
        var changed = new SemaphoreSlim(0);
        // What never comes is a failed test and not one that hangs.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        using var listening = Engine.Get<MessageOutbox>().Listen(() => changed.Release());
        while (true)
        {
            var rows = await RowsAsync();
            if (condition(rows))
                return rows;
            await changed.WaitAsync(patience.Token);
        }
    }

    public Task<List<MessageRow>> UntilAllAsync(MessageState state) => UntilAsync(rows => rows.TrueForAll(row => row.State == state));

    /// <summary>Returns the message once it is as asked for.</summary>
    public async Task<MessageRow> UntilAsync(string key, Func<MessageRow, bool> condition) =>
        (await UntilAsync(rows => rows.Exists(row => row.Key == key && condition(row)))).Single(row => row.Key == key);

    public Task<MessageRow> UntilAsync(string key, MessageState state) => UntilAsync(key, row => row.State == state);

    /// <summary>Lets somebody with an account call from here on.</summary>
    public async Task<Guid> BecomeAsync(string email, Role role)
    {
        var actor = Engine.Caller.Becomes(email, role);
        await Engine.Get<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("""
            INSERT INTO accounts (id, email, normalized_email, role, shared_tags, disabled, two_factor_enabled, access_failed_count, created_at)
            VALUES (@id, @email, @email, @role, '[]', 0, 0, 0, 0)
            """).With("@id", actor.AccountId).With("@email", email).With("@role", role).Execute()));
        await Engine.Get<AccountDirectory>().ReadAsync();
        return actor.AccountId!.Value;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
