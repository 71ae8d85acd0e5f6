using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Live;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Tests.Access;

/// <summary>Plants every kind of secret the program is given or makes, then looks for them wherever it writes.</summary>
public sealed class SecretHuntTests : IAsyncDisposable
{
    private static readonly string[] answers =
    [
        "/api/accounts", "/api/account", "/api/tokens", "/api/sessions", "/api/tasks", "/api/executedTasks", "/api/audit", "/api/audit/export?format=csv", "/api/definitions?format=yaml",
        "/api/secrets", "/tasks", "/executed", "/account", "/accounts", "/audit", "/secrets", "/openapi/v1.json",
    ];

    private readonly RunningApp app = new RunningApp().With("Logging:LogLevel:Default", "Debug").With("TaskScheduler:Http:AllowedNetworks", "127.0.0.0/8").Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_planted_secret_is_in_the_database_the_log_an_answer_or_a_page()
    {
        using var client = app.CreateClient();
        var planted = await PlantAsync(client);
        await using var echo = await LoopbackServer.StartAsync(EchoAsync);
        var run = await PlantInTaskAsync(client, echo.Url, planted);

        var found = new List<string>();
        foreach (var address in answers.Append($"/api/runs/{run}").Append($"/executed/{run}"))
            found.AddRange(planted.Where(secret => Body(client, address).Contains(secret.Value, StringComparison.Ordinal)).Select(secret => $"{secret.Key} in {address}"));
        found.AddRange(planted.Where(secret => app.Log.All.Any(line => line.Contains(secret.Value, StringComparison.Ordinal))).Select(secret => $"{secret.Key} in the log"));
        found.AddRange(Files().SelectMany(file => planted.Where(secret => file.Text.Contains(secret.Value, StringComparison.Ordinal)).Select(secret => $"{secret.Key} in {file.Name}")));

        Assert.Empty(found);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<Dictionary<string, string>> PlantAsync(HttpClient client)
    {
        var planted = new Dictionary<string, string>(StringComparer.Ordinal) { ["the password of the settings"] = Administrator.Password, ["the token of the settings"] = Administrator.Token, ["a password"] = "planted words in a row", ["a wrong password"] = "planted but wrong" };
        var register = app.Services.GetRequiredService<AccountRegister>();
        var account = (await register.CreateAsync("kim@example.org", planted["a password"], Role.Operator, [])).Value!;
        planted["a new password"] = (await register.ResetPasswordAsync(account.Id)).Value!;
        planted["a token"] = (await app.Services.GetRequiredService<TokenStore>().CreateAsync(account.Id, "planted", Rights.All, null)).Value!.Secret;
        await PlantSecondFactorAsync(planted);
        using (var form = new SignInForm(app.Address))
            await form.SignInAsync("kim@example.org", planted["a wrong password"]);
        var task = await app.Tasks.CreateAsync(new() { Title = "Planted", UserEmail = "kim@example.org", ExecutionTime = "2099-01-01T00:00:00Z" }, Cancel);
        using var hook = await client.PostAsync(new Uri($"/api/tasks/{task.Value!.Task.Id}/hook", UriKind.Relative), null, Cancel);
        planted["a secret address"] = (await hook.Content.ReadAsStringAsync(Cancel)).Split("/hooks/")[1].Split('"')[0];
        using var started = await client.PostAsync(new Uri($"/hooks/{planted["a secret address"]}", UriKind.Relative), null, Cancel);
        Assert.True(started.IsSuccessStatusCode);
        return planted;
    }

    /// <summary>Has a task send a secret in every way to a server that says it all again, and returns the id of its run.</summary>
    private async Task<string> PlantInTaskAsync(HttpClient client, string echo, Dictionary<string, string> planted)
    {
        const string value = "planted \"in\" a/täsk";
        planted["a secret of a task"] = value;
        planted["the same in a URL"] = Uri.EscapeDataString(value);
        planted["the same in base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        planted["the same in JSON"] = value.Replace("\"", "\\\"", StringComparison.Ordinal);
        using (var put = await client.PutAsJsonAsync("/api/secrets/PLANTED", new { value }, Cancel))
            put.EnsureSuccessStatusCode();
        using var created = await client.PostAsJsonAsync("/api/tasks", new
        {
            title = "Echo",
            type = "http",
            schedule = new { kind = "immediate" },
            payload = new { method = "POST", url = $"{echo}/{{{{secret:PLANTED}}}}", headers = new Dictionary<string, string> { ["X-Key"] = "{{secret:PLANTED | base64}}" }, body = "{{secret:PLANTED}} {{secret:PLANTED | json}} {{secret:PLANTED | html}}" },
        }, Cancel);
        created.EnsureSuccessStatusCode();
        using var changes = app.Services.GetRequiredService<LiveFeed>().Subscribe();
        while (true)
        {
            if (JsonNode.Parse(Body(client, "/api/executedTasks"))!["items"]!.AsArray().FirstOrDefault(run => run!["title"]!.GetValue<string>() == "Echo") is { } ended)
            {
                Assert.Contains("echoed", Body(client, $"/api/runs/{ended["id"]}"), StringComparison.Ordinal);
                return ended["id"]!.GetValue<string>();
            }

            await changes.ReadAsync(Cancel);
        }
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        await http.Response.WriteAsync($"echoed {http.Request.Path} {http.Request.GetEncodedPathAndQuery()} {http.Request.Headers["X-Key"]} {await body.ReadToEndAsync(Cancel)}", Cancel);
    }

    private async Task PlantSecondFactorAsync(Dictionary<string, string> planted)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Visitor>().Become(await SignedIn.OpenSessionAsync(app, Administrator.Email), null);
        var own = scope.ServiceProvider.GetRequiredService<OwnAccount>();
        var key = (await own.NewSecondFactorAsync()).Key;
        planted["the key of a second factor"] = key.Replace(" ", "", StringComparison.Ordinal);
        planted["a recovery code"] = (await own.ConfirmSecondFactorAsync(Totp.Now(key))).Value![0];
    }

    private static string Body(HttpClient client, string address) => client.GetStringAsync(new Uri(address, UriKind.Relative), Cancel).GetAwaiter().GetResult();

    private IEnumerable<(string Name, string Text)> Files() => Directory.GetFiles(app.DataDirectory, "*", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith(".sock", StringComparison.Ordinal))
        .Select(file => (Path.GetFileName(file), Read(file)));

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
