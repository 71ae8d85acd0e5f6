using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Commands;

public sealed class AccountsCommandTests : IDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_owns_the_server_gets_back_in_while_the_program_runs()
    {
        await using var program = ProgramProcess.StartOn(data.Location, ["--urls", "http://127.0.0.1:0", .. Administrator.Arguments]);
        var address = AddressIn(await program.LineAsync("listens on", stop));

        var ending = await RunAsync("accounts", "reset-password", Administrator.Email);

        Assert.Equal((0, ""), (ending.ExitCode, ending.Errors));
        using var form = new SignInForm(address);
        Assert.NotNull((await form.SignInAsync(Administrator.Email, PasswordIn(ending))).LeadsTo);
    }

    [Fact]
    public async Task Who_owns_the_server_gets_back_in_while_the_program_is_stopped()
    {
        await using (new RunningApp().With("TaskScheduler:DataDirectory", data.Location).Start())
        {
            // Started once, so that there is an account.
        }

        var ending = await RunAsync("accounts", "reset-password", Administrator.Email);

        await using var app = new RunningApp().With("TaskScheduler:DataDirectory", data.Location).Start();
        using var form = new SignInForm(app.Address);
        Assert.NotNull((await form.SignInAsync(Administrator.Email, PasswordIn(ending))).LeadsTo);
        Assert.Null((await form.SignInAsync(Administrator.Email, Administrator.Password)).LeadsTo);
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_said()
    {
        var ending = await RunAsync("accounts", "reset-password", "nobody@example.org");

        Assert.Equal((1, "There is no account with the e-mail address nobody@example.org."), (ending.ExitCode, ending.Errors.Trim()));
    }

    public void Dispose() => data.Dispose();

    private static Uri AddressIn(string? line) => new(line!.Split(' ').First(word => word.StartsWith("http", StringComparison.Ordinal)));

    private static string PasswordIn(Ending ending) => ending.Output.Trim().Split(' ')[^1];

    private async Task<Ending> RunAsync(params string[] arguments)
    {
        await using var command = ProgramProcess.StartOn(data.Location, arguments);
        return await command.EndAsync(stop);
    }
}
