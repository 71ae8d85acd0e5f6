using System.Net;

namespace TaskScheduler.Tests.Access;

public sealed class SecondFactorPageTests : IAsyncDisposable
{
    private readonly RunningApp app = new RunningApp().Start();

    [Fact]
    public async Task Without_the_password_before_it_no_code_lets_anybody_in()
    {
        using var form = new SignInForm(app.Address);

        var (leadsTo, says) = await form.SendAsync("/sign-in/second-factor", ("Form.Code", "123456"));

        Assert.Null(leadsTo);
        Assert.Contains("This code does not fit", says!, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await form.GetAsync("/tasks")).StatusCode);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
