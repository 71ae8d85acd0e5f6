using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
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
        "/tasks", "/executed", "/account", "/accounts", "/audit", "/openapi/v1.json",
    ];

    private readonly RunningApp app = new RunningApp().With("Logging:LogLevel:Default", "Debug").Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_planted_secret_is_in_the_database_the_log_an_answer_or_a_page()
    {
        using var client = app.CreateClient();
        var planted = await PlantAsync(client);

        var found = new List<string>();
        foreach (var address in answers)
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
