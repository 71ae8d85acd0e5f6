using System.Net;

namespace TaskScheduler.Tests.Layout;

public sealed class NotFoundPageTests : IAsyncLifetime
{
    private readonly RunningApp app = new RunningApp().Start();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_dead_link_leads_a_person_to_a_page_and_a_program_to_the_bare_status()
    {
        using var person = app.CreateClient();
        person.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var program = app.CreateClient();

        var page = await person.GetAsync("/nothing-here", TestContext.Current.CancellationToken);
        var status = await program.GetAsync("/nothing-here", TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, status.StatusCode));
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await status.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
