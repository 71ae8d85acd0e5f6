using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Tests.Notifications.Channels;

public sealed class ChannelStoreTests : IAsyncLifetime
{
    private const string Address = "https://hooks.example.com/services/T000/very-secret";

    private ChannelBench bench = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await ChannelBench.StartAsync();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Theory]
    [InlineData("", "slack", Address, null, "name")]
    [InlineData("Operations", "pigeon", Address, null, "kind")]
    [InlineData("Operations", "slack", null, null, "address")]
    [InlineData("Operations", "slack", "ftp://example.org/", null, "address")]
    [InlineData("Operations", "slack", "https://kim:pass@example.org/", null, "address")]
    [InlineData("Operations", "webhook", Address, "too short", "signingSecret")]
    [InlineData("Operations", "slack", Address, ChannelBench.Secret, "signingSecret")]
    public async Task What_a_channel_can_not_be_is_said_at_its_field(string name, string kind, string? address, string? secret, string field) =>
        Assert.Equal(field, Assert.Single((await bench.Store.CreateAsync(new() { Name = name, Kind = kind, Address = address, SigningSecret = secret })).Faults).Field);

    [Fact]
    public async Task An_address_is_nowhere_in_the_tables_or_the_audit_trail()
    {
        var channel = await bench.AddAsync("webhook", Address, ChannelBench.Secret);
        await bench.Store.ReplaceAsync(channel.Id, new() { Name = "Renamed", Kind = "webhook", Address = Address + "/2" });

        await using var db = bench.Driver.Get<IDbContextFactory<SchedulerDb>>().CreateDbContext();
        var row = await db.Channels.SingleAsync(Cancel);
        Assert.DoesNotContain("very-secret", row.Address, StringComparison.Ordinal);
        Assert.DoesNotContain(ChannelBench.Secret, row.SigningSecret, StringComparison.Ordinal);
        var noted = await db.AuditEntries.Where(entry => entry.Action.StartsWith("channel.")).Select(entry => new { entry.Action, entry.SubjectName, entry.Detail }).ToListAsync(Cancel);
        Assert.Equal([AuditActions.ChannelCreated, AuditActions.ChannelChanged], noted.Select(entry => entry.Action));
        Assert.DoesNotContain("very-secret", string.Concat(noted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_said_stays_and_an_empty_secret_takes_it_away()
    {
        var channel = await bench.AddAsync("webhook", Address, ChannelBench.Secret);

        var renamed = await bench.Store.ReplaceAsync(channel.Id, new() { Name = "Renamed", Kind = "webhook" });
        Assert.Equal(("Renamed", "hooks.example.com", true), (renamed.Value!.Name, renamed.Value.Host, renamed.Value.IsSigned));
        var unsigned = await bench.Store.ReplaceAsync(channel.Id, new() { Name = "Renamed", Kind = "webhook", SigningSecret = "" });
        Assert.False(unsigned.Value!.IsSigned);

        Assert.Equal("address", Assert.Single((await bench.Store.ReplaceAsync(channel.Id, new() { Name = "Renamed", Kind = "slack" })).Faults).Field);
    }

    [Fact]
    public async Task Operators_see_and_use_channels_and_viewers_do_not_know_of_them()
    {
        var channel = await bench.AddAsync("slack", Address);
        bench.Driver.Caller.Becomes("kim@example.org", Role.Operator);
        Assert.Equal("The slack", Assert.Single((await bench.Store.ListAsync(Cancel)).Value!).Name);
        Assert.Equal(Refusal.Forbidden, (await bench.Store.CreateAsync(new())).Refusal);
        Assert.Equal(Refusal.Forbidden, (await bench.Store.ReplaceAsync(channel.Id, new())).Refusal);
        Assert.Equal(Refusal.Forbidden, (await bench.Store.TestAsync(channel.Id)).Refusal);
        Assert.Equal(Refusal.Forbidden, (await bench.Store.DeleteAsync(channel.Id)).Refusal);

        bench.Driver.Caller.Becomes("viewer@example.org", Role.Viewer);

        Assert.Equal(Refusal.Forbidden, (await bench.Store.ListAsync(Cancel)).Refusal);
    }
}
