using System.Net;
using System.Net.Sockets;

namespace TaskScheduler.Tests.Hosting;

public class StartTests
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_where_it_listens_and_ends_well_when_asked_to_stop()
    {
        await using var program = ProgramProcess.Start("--urls", "http://127.0.0.1:0");

        var line = await program.LineAsync("listens on", stop);
        program.AskToStop();

        Assert.Matches($@"^TaskScheduler listens on http://127\.0\.0\.1:\d+ — data in {program.DataDirectory}$", line);
        Assert.Equal(0, (await program.EndAsync(stop)).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_said_in_one_sentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        await using var program = ProgramProcess.Start("--urls", $"http://{other.LocalEndpoint}");
        var ending = await program.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.Equal($"Failed to bind to address http://{other.LocalEndpoint}: address already in use: stop the program that uses it, or choose another port with --urls http://localhost:5001.", ending.Errors.Trim());
        Assert.DoesNotContain("   at ", ending.Output);
    }

    [Fact]
    public async Task What_is_no_address_is_said_with_its_setting()
    {
        await using var program = ProgramProcess.Start("--urls=five-thousand");
        var ending = await program.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.StartsWith("The setting 'urls' holds 'five-thousand'", ending.Errors);
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_said_with_its_setting()
    {
        await using var program = ProgramProcess.Start("--TaskScheduler:Proxies=my-proxy");

        var ending = await program.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.Contains("TaskScheduler:Proxies holds 'my-proxy'", ending.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faulty_settings_are_listed_by_their_keys()
    {
        await using var program = ProgramProcess.Start("--TaskScheduler:Database:Provider=Excel", "--TaskScheduler:Runs:Concurrency=-1");
        var ending = await program.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.Contains("TaskScheduler:Database:Provider", ending.Errors);
        Assert.Contains("TaskScheduler:Runs:Concurrency", ending.Errors);
        Assert.DoesNotContain("   at ", ending.Errors + ending.Output);
    }

    [Fact]
    public async Task A_setting_of_the_wrong_type_is_said_with_its_key()
    {
        await using var program = ProgramProcess.Start("--TaskScheduler:Runs:Concurrency=many");
        var ending = await program.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.Contains("TaskScheduler:Runs:Concurrency", Assert.Single(ending.Errors.Trim().Split('\n')));
    }

    [Fact]
    public async Task A_second_program_on_the_same_data_folder_is_refused()
    {
        await using var first = ProgramProcess.Start("--urls", "http://127.0.0.1:0");
        await first.LineAsync("listens on", stop);

        await using var second = ProgramProcess.Start("--urls", "http://127.0.0.1:0", $"--TaskScheduler:DataDirectory={first.DataDirectory}");
        var ending = await second.EndAsync(stop);

        Assert.Equal(1, ending.ExitCode);
        Assert.Contains(first.DataDirectory, Assert.Single(ending.Errors.Trim().Split('\n')));
    }
}
