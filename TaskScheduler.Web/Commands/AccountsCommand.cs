using System.CommandLine;
using System.Text.Json;

namespace TaskScheduler.Web.Commands;

/// <summary><c>accounts reset-password</c>: for the owner of the server, when nobody can sign in who could do it on a page.</summary>
internal static class AccountsCommand
{
    public static Command Create(ProgramCalls calls) => new("accounts", "Who may sign in.") { ResetPassword(calls) };

    private static Command ResetPassword(ProgramCalls calls)
    {
        var email = new Argument<string>("email") { Description = "E-mail address of the account." };
        var keepSecondFactor = new Option<bool>("--keep-second-factor") { Description = "Only the password is lost; otherwise the second factor is taken away as well." };
        var command = new Command("reset-password", "Gives an account a new password, unlocks it and signs it out everywhere.") { email, keepSecondFactor };
        command.SetAction(async (said, stop) =>
        {
            var id = await IdOfAsync(calls, said.GetRequiredValue(email), stop);
            using var made = JsonDocument.Parse(await calls.SendAsync(HttpMethod.Post, $"accounts/{id}/reset-password", null, stop));
            if (!said.GetValue(keepSecondFactor))
                await calls.SendAsync(HttpMethod.Delete, $"accounts/{id}/second-factor", null, stop);
            Console.Out.WriteLine($"The new password is {made.RootElement.GetProperty("password").GetString()}");
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<string> IdOfAsync(ProgramCalls calls, string email, CancellationToken stop)
    {
        using var accounts = JsonDocument.Parse(await calls.SendAsync(HttpMethod.Get, "accounts", null, stop));
        return accounts.RootElement.EnumerateArray()
            .Where(account => email.Equals(account.GetProperty("email").GetString(), StringComparison.OrdinalIgnoreCase))
            .Select(account => account.GetProperty("id").GetString())
            .FirstOrDefault() ?? throw new CommandFault($"There is no account with the e-mail address {email}.");
    }
}
