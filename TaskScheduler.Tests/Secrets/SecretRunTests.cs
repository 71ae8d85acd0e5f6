using System.Text.Json.Nodes;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.Templates;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Secrets;

public sealed class SecretRunTests : IAsyncLifetime
{
    private readonly SpokenTaskType type = new();
    private SchedulerDriver driver = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        driver = await SchedulerDriver.StartAsync();
        await driver.Secrets.PutAsync("KEY", "correct horse");
    }

    public ValueTask DisposeAsync() => driver.DisposeAsync();

    [Fact]
    public async Task The_task_type_is_given_the_value_and_nothing_it_says_holds_it()
    {
        var output = new ListedOutput();

        var performance = await PerformAsync("{{secret:KEY}}", async (text, run) =>
        {
            await run.Output.WriteAsync($"Out: {text}", Cancel);
            return Performance.Failed($"No: {text}");
        }, output);

        Assert.Equal("correct horse", type.Given);
        Assert.Equal(($"No: {SecretMask.Hidden}", $"Out: {SecretMask.Hidden}"), (performance.Error, string.Concat(output.Written)));
    }

    [Fact]
    public async Task An_exception_that_names_the_secret_is_passed_on_without_it()
    {
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => PerformAsync("{{secret:KEY}}", (text, _) => throw new InvalidOperationException($"Not {text}")));

        Assert.Equal($"Not {SecretMask.Hidden}", thrown.Message);
        Assert.DoesNotContain("correct horse", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_put_out_is_hidden_also_when_the_attempt_is_stopped()
    {
        var output = new ListedOutput();

        await Assert.ThrowsAsync<OperationCanceledException>(() => PerformAsync("{{secret:KEY}}", async (text, run) =>
        {
            await run.Output.WriteAsync($"It is {text[..5]}", Cancel);
            await run.Output.WriteAsync($"{text[5..]}, cor", Cancel);
            throw new OperationCanceledException();
        }, output));

        Assert.Equal($"It is {SecretMask.Hidden}, cor", string.Concat(output.Written));
    }

    [Fact]
    public async Task A_value_that_is_missing_ends_the_run_for_good_with_a_sentence()
    {
        var performance = await PerformAsync("{{input.order}}", (_, _) => Task.FromResult(Performance.Succeeded()));

        Assert.True(performance.IsFinal);
        Assert.Null(type.Given);
        Assert.Equal(
            "Its placeholders can't be filled in. payload.text needs 'input.order', and this run has none. To go on without, write what is to stand in its place after ??, as {{input.order ?? nothing}}.",
            performance.Error);
    }

    private Task<Performance> PerformAsync(string text, Func<string, RunContext, Task<Performance>> script, IRunOutput? output = null)
    {
        type.Script = script;
        var run = new RunContext(Guid.NewGuid(), Guid.NewGuid(), "Speak", "", null, new JsonObject { ["text"] = text }.ToJsonString(), SchedulerDriver.Noon, 1) { Output = output ?? NoOutput.Instance };
        return driver.Get<PayloadPreparation>().PerformAsync(type, run, Cancel);
    }

    private sealed class SpokenTaskType : ITaskType
    {
        public TaskTypeDescription Description { get; } = new("spoken", "Spoken", "Says what it is given.", "mic", [new("text", "Text", PayloadFieldKind.LongText)]);

        public Func<string, RunContext, Task<Performance>> Script { get; set; } = default!;

        public string? Given { get; private set; }

        public Task<Performance> PerformAsync(RunContext run, CancellationToken cancellationToken)
        {
            Given = JsonNode.Parse(run.Payload)!["text"]!.GetValue<string>();
            return Script(Given, run);
        }
    }

    private sealed class ListedOutput : IRunOutput
    {
        public List<string> Written { get; } = [];

        public ValueTask WriteAsync(string text, CancellationToken cancellationToken)
        {
            Written.Add(text);
            return default;
        }
    }
}
