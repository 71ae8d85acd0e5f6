using System.Net;

namespace TaskScheduler.Tests.Access;

public class AccountTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task An_account_is_created_changed_and_given_a_new_password()
    {
        var created = await server.PostAsync("/api/accounts", """{"email":"kim@example.org","password":"three words in a row","role":"viewer"}""");
        var id = created.Text("id");

        var changed = await server.PutAsync($"/api/accounts/{id}", """{"role":"operator","sharedTags":["garden"],"disabled":true}""");
        var reset = await server.PostAsync($"/api/accounts/{id}/reset-password");

        Assert.Equal((HttpStatusCode.Created, "operator", true), (created.Status, changed.Text("role"), changed.Json.GetProperty("disabled").GetBoolean()));
        Assert.InRange(reset.Text("password").Length, 20, 40);
    }

    [Theory]
    [InlineData("""{"email":"admin@example.org","password":"three words in a row","role":"viewer"}""", "email")]
    [InlineData("""{"email":"ADMIN@example.org","password":"three words in a row","role":"viewer"}""", "email")]
    [InlineData("""{"email":"not an address","password":"three words in a row","role":"viewer"}""", "email")]
    [InlineData("""{"email":"lee@example.org","password":"short","role":"viewer"}""", "password")]
    [InlineData("""{"email":"lee@example.org","password":"aaaaaaaaaaaaaaaa","role":"viewer"}""", "password")]
    [InlineData("""{"email":"lee@example.org","password":"password12345","role":"viewer"}""", "password")]
    [InlineData("""{"email":"lee@example.org","password":"lee@example.org","role":"viewer"}""", "password")]
    [InlineData("""{"email":"lee@example.org","password":"three words in a row","role":"owner"}""", "role")]
    public async Task What_an_account_lacks_is_said_at_its_field(string body, string field) =>
        Assert.Equal([field], (await server.PostAsync("/api/accounts", body)).FaultyFields);

    [Fact]
    public async Task What_is_done_to_accounts_and_tokens_is_in_the_audit_trail()
    {
        var id = (await server.PostAsync("/api/accounts", """{"email":"lou@example.org","password":"three words in a row","role":"viewer"}""")).Text("id");
        await server.PutAsync($"/api/accounts/{id}", """{"role":"operator"}""");
        await server.PostAsync($"/api/accounts/{id}/reset-password");
        await server.PostAsync("/api/tokens", """{"name":"nightly backup","scope":"read"}""");

        var account = await ActionsAsync($"subjectId={id}");
        Assert.Equal(["account.passwordChanged", "account.changed", "account.created"], account);
        Assert.Contains("token.created", await ActionsAsync("search=nightly"));
    }

    [Fact]
    public async Task The_last_administrator_can_not_be_taken_away()
    {
        var own = (await server.GetAsync("/api/account")).Text("id");

        var answer = await server.PutAsync($"/api/accounts/{own}", """{"role":"viewer"}""");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("administrator", (await server.GetAsync("/api/account")).Text("role"));
    }

    private async Task<IReadOnlyList<string>> ActionsAsync(string query) =>
        [.. (await server.GetAsync($"/api/audit?{query}")).Json.GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()!)];
}
