using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Tests.Access.Table;

/// <summary>Everybody who may knock at a door, each with the token they would show.</summary>
public sealed class Personas : IAsyncLifetime
{
    public const string Nobody = "nobody";
    public const string Expired = "expired token";
    public const string Viewer = "viewer";
    public const string Operator = "operator";
    public const string OtherOperator = "other operator";
    public const string Admin = "administrator";

    private readonly Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } = [Nobody, Expired, Viewer, Operator, OtherOperator, Admin];

    public RunningApp App { get; } = new RunningApp().Start();

    public HttpClient this[string persona] => clients[persona];

    public async ValueTask InitializeAsync()
    {
        clients[Nobody] = Client(null);
        clients[Viewer] = await TokenAsync("viewer@example.org", Role.Viewer);
        clients[Operator] = await TokenAsync("operator@example.org", Role.Operator);
        clients[OtherOperator] = await TokenAsync("other@example.org", Role.Operator);
        clients[Admin] = Client(Administrator.Token);

        // Of an account that may not sign in any more: refused like a token whose time has passed.
        clients[Expired] = await TokenAsync("former@example.org", Role.Administrator);
        var former = App.Services.GetRequiredService<AccountDirectory>().Accounts.Single(account => account.Email == "former@example.org");
        await App.Services.GetRequiredService<AccountRegister>().ChangeAsync(former.Id, Role.Administrator, [], disabled: true);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
            client.Dispose();
        await App.DisposeAsync();
    }

    private async Task<HttpClient> TokenAsync(string email, Role role)
    {
        var account = await App.Services.GetRequiredService<AccountRegister>().CreateAsync(email, "three words in a row", role, []);
        return Client((await App.Services.GetRequiredService<TokenStore>().CreateAsync(account.Value!.Id, "table", Rights.All, null)).Value!.Secret);
    }

    private HttpClient Client(string? token) => new(new HttpClientHandler { AllowAutoRedirect = false })
    {
        BaseAddress = App.Address,
        DefaultRequestHeaders = { Authorization = token is null ? null : new("Bearer", token) },
    };
}
