using Microsoft.Extensions.Options;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Web.Access.Accounts;

/// <summary>Reads accounts before anybody can ask, and creates the administrator and the token that the settings name.</summary>
internal sealed class FirstAdministrator(AccountDirectory directory, AccountRegister register, TokenStore tokens, IOptions<AdminOptions> options) : IHostedService
{
    private const string TokenName = "from the settings";

    /// <exception cref="StartFault">The settings name an account that can't have what they say.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await directory.ReadAsync();
        if (options.Value is not { Email: { } email } admin)
            return;
        var account = directory.Accounts.FirstOrDefault(known => known.Email.Equals(email, StringComparison.OrdinalIgnoreCase)) ?? await CreateAsync(email, admin.Password);
        if (admin.ApiToken is { } token)
            await tokens.AcceptAsync(account.Id, TokenName, token);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<AccountView> CreateAsync(string email, string? password)
    {
        // A server that is only talked to by token has an account nobody signs in to until its password is reset.
        var created = await register.CreateAsync(email, password ?? AccountRegister.NewPassword(), Role.Administrator, []);
        return created.Value ?? throw new StartFault($"TaskScheduler:Admin: {created.Faults[0].Message}");
    }
}
