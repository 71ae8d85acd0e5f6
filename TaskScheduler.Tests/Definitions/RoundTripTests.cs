using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Definitions.Files;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Definitions;

public sealed class RoundTripTests : IAsyncLifetime
{
    private SchedulerDriver engine = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TaskDefinitions Definitions => engine.Get<TaskDefinitions>();

    public async ValueTask InitializeAsync() => engine = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Theory]
    [InlineData(DefinitionFormat.Yaml)]
    [InlineData(DefinitionFormat.Json)]
    public async Task What_was_exported_changes_nothing(DefinitionFormat format)
    {
        await CreateEveryKindAsync();
        await engine.AdvanceAsync(TimeSpan.FromDays(2));

        var text = await Definitions.ExportAsync(new(), format, Cancel);
        var plan = await Definitions.PlanAsync(DefinitionFile.Read(text, format), new Prune(null), Cancel);

        Assert.Empty(plan.Faults);
        Assert.True(plan.ChangesNothing);
        Assert.Equal(5, plan.Unchanged);
        Assert.Equal(text, await Definitions.ExportAsync(new(), format, Cancel));
    }

    [Fact]
    public async Task An_export_reads_as_a_person_would_write_it()
    {
        var task = (await CreateAsync(new() { Title = "Nightly import", Description = "Line one\nLine two", Type = "http", Payload = new() { ["url"] = "https://example.org/import?a=1" }, Schedule = Cron("0 2 * * 1-5"), Tags = ["import", "true"] })).Task;

        var text = await Definitions.ExportAsync(new(), DefinitionFormat.Yaml, Cancel);

        Assert.Equal($$"""
            tasks:
              - id: {{task.Id}}
                title: Nightly import
                description: |-
                  Line one
                  Line two
                type: http
                payload:
                  url: https://example.org/import?a=1
                schedule:
                  kind: cron
                  cron: "0 2 * * 1-5"
                  timeZone: UTC
                tags: [import, "true"]
                timeLimit: PT1M
                active: true

            """.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Any_text_comes_back_as_it_was_written() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Filter(text => !text.Get.Contains('\0', StringComparison.Ordinal) && text.Get.All(letter => !char.IsSurrogate(letter))),
        text => new[] { DefinitionFormat.Yaml, DefinitionFormat.Json }.All(format => Again(text.Get, format) == text.Get)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("0x1F")]
    [InlineData("1e3")]
    [InlineData("2026-12-01")]
    [InlineData("a\n\n  b\n")]
    [InlineData("a\r\nb")]
    [InlineData("a\n\n\n")]
    [InlineData("\n")]
    [InlineData("{\n  \"a\": 1\n}\n")]
    [InlineData("%TAG")]
    [InlineData("---")]
    [InlineData("…\u0085\u2028\uFEFF")]
    [InlineData("😀 *a* &b !c |d >e 'f' \"g\" \\h")]
    [InlineData("😀\n😀")]
    public void Text_that_yaml_has_marks_in_comes_back_as_it_was_written(string text) => Assert.Equal(text, Again(text, DefinitionFormat.Yaml));

    private static string? Again(string text, DefinitionFormat format)
    {
        var written = DefinitionText.Write([new JsonObject { ["title"] = "A", ["payload"] = new JsonObject { ["body"] = text } }], format);
        return DefinitionFile.Read(written, format).Entries.Single().Draft.Payload!["body"]!.GetValue<string>();
    }

    private static ScheduleDraft Cron(string cron) => new() { Kind = "cron", Cron = cron, TimeZone = "UTC" };

    private async Task CreateEveryKindAsync()
    {
        await CreateAsync(new() { Title = "Cron", Type = "scripted", Schedule = Cron("0 9 * * *"), Tags = ["one", "two words"] });
        await CreateAsync(new() { Title = "Once, long ago", Type = "scripted", Schedule = new() { Kind = "once", At = "2026-12-02T09:00:00+01:00" } });
        await CreateAsync(new() { Title = "Interval", Type = "scripted", Schedule = new() { Kind = "interval", Every = "PT90M" }, TimeLimit = "PT5M" });
        await CreateAsync(new() { Title = "At once", Description = "a: b # c", UserEmail = "kim@example.org", Payload = new() { ["text"] = "Two\nlines" }, Schedule = new() { Kind = "immediate" } });
        var paused = await CreateAsync(new() { Title = "At once", Type = "scripted", Schedule = Cron("*/5 * * * *") });
        await engine.Tasks.SetActiveAsync(paused.Task.Id, false, Cancel);
    }

    private async Task<TaskView> CreateAsync(TaskDraft draft)
    {
        var created = await engine.Tasks.CreateAsync(draft, Cancel);
        Assert.Empty(created.Faults);
        return created.Value!;
    }
}
