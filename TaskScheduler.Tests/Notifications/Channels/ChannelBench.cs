using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Notifications.Outbox.Sending;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Channels;

/// <summary>Makes channels, and hands what is put for them to their way, as the sender does.</summary>
internal sealed class ChannelBench(SchedulerDriver driver) : IAsyncDisposable
{
    public const string Secret = "four words no one guesses";

    public SchedulerDriver Driver => driver;

    public ChannelStore Store => driver.Get<ChannelStore>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="allowed">Networks that may be reached; by default this machine.</param>
    public static async Task<ChannelBench> StartAsync(string allowed = "127.0.0.0/8") => new(await SchedulerDriver.StartWithAsync(WithoutSender, ("TaskScheduler:Http:AllowedNetworks", allowed)));

    public async Task<ChannelView> AddAsync(string kind, string address, string? secret = null)
    {
        var made = await Store.CreateAsync(new() { Name = $"The {kind}", Kind = kind, Address = address, SigningSecret = secret });
        Assert.Empty(made.Faults);
        return made.Value!;
    }

    /// <summary>A test message to a channel, as it lies in the outbox.</summary>
    public async Task<MessageRow> TestMessageAsync(ChannelView channel)
    {
        var key = (await Store.TestAsync(channel.Id)).Value;
        await using var db = driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        return await db.Messages.AsNoTracking().SingleAsync(message => message.Key == key, Cancel);
    }

    public Task<MessageRefusal?> SendAsync(MessageRow message) => driver.Get<IEnumerable<IMessageWay>>().Single(way => way.Via == message.Via)
        .SendAsync(message, System.Text.Json.JsonSerializer.Deserialize<MessageContent>(message.Content!, MessageOutbox.ContentJson)!, Cancel);

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    // It would hand over the same messages.
    private static void WithoutSender(IServiceCollection services) => services.Remove(services.Single(service => service.ImplementationType == typeof(MessageSender)));
}
