using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Runs;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Api.Outputs;

namespace TaskScheduler.Tests.Api.Outputs;

public sealed class OutputsApiTests : IAsyncDisposable
{
    private readonly ScriptedTaskType work = new();
    private readonly RunningApp app;
    private readonly HttpClient client;

    public OutputsApiTests()
    {
        app = new RunningApp().With(work).With("TaskScheduler:Runs:OutputLimit", "4096").Start();
        client = app.CreateClient();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task An_output_is_read_as_text_with_its_size()
    {
        var answer = await client.GetAsync($"/api/runs/{await RunAsync("grün\n\e[31mred")}/output", Cancel);

        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("grün\n\e[31mred", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("14", "0", "1"), (Header(answer, OutputsApi.TotalHeader), Header(answer, OutputsApi.CutHeader), Header(answer, OutputsApi.AttemptHeader)));
    }

    [Fact]
    public async Task What_was_cut_from_the_middle_is_said()
    {
        var answer = await client.GetAsync($"/api/runs/{await RunAsync(new string('a', 5_000) + new string('b', 5_000))}/output", Cancel);

        Assert.Equal($"{new string('a', 2_048)}{OutputStore.CutMark(5_904)}{new string('b', 2_048)}", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("10000", "5904"), (Header(answer, OutputsApi.TotalHeader), Header(answer, OutputsApi.CutHeader)));
    }

    [Theory]
    [InlineData("from=5", "red")]
    [InlineData("from=4", "\nred")]
    [InlineData("from=2", "n\nred")]
    [InlineData("from=1", "ün\nred")]
    [InlineData("from=8", "")]
    [InlineData("from=9999999999&attempt=1", "")]
    public async Task It_is_read_on_from_any_byte(string query, string rest) =>
        Assert.Equal(rest, await client.GetStringAsync($"/api/runs/{await RunAsync("rün\nred")}/output?{query}", Cancel));

    [Theory]
    [InlineData("attempt=2", "attempt")]
    [InlineData("attempt=0", "attempt")]
    [InlineData("from=-1", "from")]
    [InlineData("from=x&download=maybe", "download,from")]
    public async Task What_makes_no_sense_is_refused_by_name(string query, string fields)
    {
        var answer = await client.GetAsync($"/api/runs/{await RunAsync("short")}/output?{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("errors");
        Assert.Equal(fields, string.Join(',', problem.EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task It_is_saved_as_a_file_when_asked_for()
    {
        var run = await RunAsync("short");

        var answer = await client.GetAsync($"/api/runs/{run}/output?download=true", Cancel);

        Assert.Equal($"attachment; filename=run-{run}-attempt-1.txt", answer.Content.Headers.ContentDisposition!.ToString());
    }

    [Fact]
    public async Task A_run_that_does_not_exist_has_no_output() =>
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/runs/{Guid.NewGuid()}/output", Cancel)).StatusCode);

    [Fact]
    public async Task A_run_that_put_nothing_out_answers_with_nothing() =>
        Assert.Equal("", await client.GetStringAsync($"/api/runs/{await RunAsync("")}/output", Cancel));

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private async Task<Guid> RunAsync(string output)
    {
        work.Script = ScriptedTaskType.Says(output);
        using var changes = app.Services.GetRequiredService<Core.Live.LiveFeed>().Subscribe();
        var task = await app.Tasks.CreateAsync(new TaskDraft { Title = "Talk", Type = "scripted", Schedule = new ScheduleDraft { Kind = "cron", Cron = "0 9 * * *" } }, Cancel);
        var run = await app.Tasks.RunNowAsync(task.Value!.Task.Id, Cancel);
        while ((await app.Services.GetRequiredService<RunStore>().FindAsync(run.Value!.Id, Cancel))!.Run.State != RunState.Succeeded)
            await changes.ReadAsync(Cancel);
        return run.Value.Id;
    }
}
