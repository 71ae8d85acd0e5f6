using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Web.Access.Accounts;

namespace TaskScheduler.Tests.Access;

public sealed class SetupPageTests : IAsyncDisposable
{
    private readonly RunningApp fresh = new RunningApp().WithoutAccounts().Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Until_it_is_set_up_every_page_leads_to_the_setup_and_no_call_is_answered()
    {
        using var visitor = new SignInForm(fresh.Address);
        using var program = fresh.CreateStranger();

        using var page = await visitor.GetAsync("/executed");
        using var call = await program.GetAsync(new Uri("/api/tasks", UriKind.Relative), Cancel);

        Assert.Equal("/setup", page.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
    }

    [Fact]
    public async Task There_is_one_first_account_and_no_second_one()
    {
        using var first = new SignInForm(fresh.Address);
        using var second = new SignInForm(fresh.Address);

        var (leadsTo, _) = await first.SendAsync("/setup", ("Form.Email", "kim@example.org"), ("Form.Password", "three words in a row"));
        using var late = await second.GetAsync("/setup");

        Assert.Equal("/tasks", leadsTo!.AbsolutePath);
        Assert.Contains("Already set up", await late.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_set_it_up_at_once_only_one_succeeds()
    {
        var register = fresh.Services.GetRequiredService<AccountRegister>();

        var tried = await Task.WhenAll(register.CreateFirstAsync("kim@example.org", "three words in a row"), register.CreateFirstAsync("lee@example.org", "four words in a row"));

        Assert.Single(tried, account => account.Succeeded);
        Assert.Single(fresh.Services.GetRequiredService<AccountDirectory>().Accounts);
    }

    [Fact]
    public async Task Who_comes_from_elsewhere_needs_the_code_that_the_start_showed()
    {
        using var elsewhere = new HttpClient { BaseAddress = fresh.Address, DefaultRequestHeaders = { { "X-Forwarded-For", "203.0.113.7" } } };
        using var here = new HttpClient { BaseAddress = fresh.Address };

        Assert.Contains("Setup code", await elsewhere.GetStringAsync(new Uri("/setup", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("Setup code", await here.GetStringAsync(new Uri("/setup", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => fresh.DisposeAsync();
}
