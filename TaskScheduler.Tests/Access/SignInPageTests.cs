using System.Net;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Tests.Access;

public sealed class SignInPageTests : IAsyncDisposable
{
    private readonly RunningApp app = new RunningApp().Start();

    [Fact]
    public async Task The_right_password_leads_to_where_somebody_wanted_to_go()
    {
        using var form = new SignInForm(app.Address);

        var (leadsTo, _) = await form.SignInAsync(Administrator.Email, Administrator.Password, "/sign-in?ReturnUrl=%2Fexecuted");

        Assert.Equal("/executed", leadsTo!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await form.GetAsync("/tasks")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task A_link_can_not_lead_a_signed_in_visitor_elsewhere(string returnUrl)
    {
        using var form = new SignInForm(app.Address);

        var (leadsTo, _) = await form.SignInAsync(Administrator.Email, Administrator.Password, $"/sign-in?ReturnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal(("/tasks", app.Address.Authority), (leadsTo!.AbsolutePath, leadsTo.Authority));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_too()
    {
        using var form = new SignInForm(app.Address);

        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Null((await form.SignInAsync(Administrator.Email, $"wrong password {attempt}")).LeadsTo);

        Assert.Null((await form.SignInAsync(Administrator.Email, Administrator.Password)).LeadsTo);
    }

    [Fact]
    public async Task Nobody_can_tell_from_an_answer_which_accounts_there_are()
    {
        using var form = new SignInForm(app.Address);

        var known = await form.SignInAsync(Administrator.Email, "not the password");
        var unknown = await form.SignInAsync("nobody@example.org", "not the password");

        Assert.NotNull(known.Says);
        Assert.Equal(known, unknown);
    }

    [Fact]
    public async Task One_address_can_not_go_through_many_accounts()
    {
        using var client = new HttpClient { BaseAddress = app.Address };

        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt <= SignInLimit.PerMinute; attempt++)
        {
            using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), null, TestContext.Current.CancellationToken);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(SignInLimit.PerMinute, statuses.IndexOf(HttpStatusCode.TooManyRequests));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
