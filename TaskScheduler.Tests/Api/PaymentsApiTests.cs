using System.Net;

namespace TaskScheduler.Tests.Api;

public sealed class PaymentsApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_account_is_created_funded_once_for_one_key_and_read_with_its_entries()
    {
        var made = await server.PostAsync("/api/payments/accounts", """{"name":"rent","currency":"EUR"}""");
        Assert.Equal((HttpStatusCode.Created, "0.00"), (made.Status, made.Text("balance")));
        var key = ("Idempotency-Key", "fund-1");

        await server.PostAsync($"{made.Location}/fund", """{"amount":"12.50","reference":"First"}""", key);
        var again = await server.PostAsync($"{made.Location}/fund", """{"amount":"12.50","reference":"First"}""", key);

        Assert.Equal((HttpStatusCode.OK, "12.50"), (again.Status, again.Text("balance")));
        Assert.Equal("12.50", (await server.GetAsync(made.Location!)).Text("balance"));
        var entries = (await server.GetAsync($"{made.Location}/entries")).Json;
        Assert.Equal(1, entries.GetProperty("total").GetInt32());
        Assert.Equal("external-eur", entries.GetProperty("items")[0].GetProperty("account").GetString());
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "currency")]
    [InlineData("""{"name":"x","currency":"EUR","owner":"me"}""", "owner")]
    [InlineData("""{"name":1,"currency":"EUR"}""", "name")]
    [InlineData("""{"name":"x","currency":"EUR","ownerId":"me"}""", "ownerId")]
    public async Task A_fault_is_said_at_its_field(string body, string field)
    {
        var refused = await server.PostAsync("/api/payments/accounts", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (refused.Status, Assert.Single(refused.FaultyFields)));
    }

    [Fact]
    public async Task A_frozen_account_is_not_funded_until_it_is_unfrozen()
    {
        var account = (await server.PostAsync("/api/payments/accounts", """{"name":"cold","currency":"USD"}""")).Location;

        Assert.True((await server.PostAsync($"{account}/freeze")).Json.GetProperty("frozen").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await server.PostAsync($"{account}/fund", """{"amount":"1"}""")).Status);
        await server.PostAsync($"{account}/unfreeze");
        Assert.Equal(HttpStatusCode.OK, (await server.PostAsync($"{account}/fund", """{"amount":"1"}""")).Status);
    }
}
