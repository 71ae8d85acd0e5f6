using System.Net;

namespace TaskScheduler.Tests.Api.Hooks;

public sealed class HookSecrecyTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:TaskScheduler.Tests.Support.Servers.LogLines:LogLevel:Default")]
    public async Task A_secret_is_not_logged_even_when_much_else_is(string setting)
    {
        await using var app = new RunningApp().With(setting, "Information").Start();
        using var client = app.CreateStranger();
        var secret = new string('S', 43);

        using var answer = await client.PostAsync(new Uri($"/hooks/{secret}", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(app.Log.All, line => line.Contains("POST /hooks/{secret}", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.All, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
