using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Maintenance.Backups;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Core.Maintenance.Space;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Web.Pages.Storage;

namespace TaskScheduler.Tests.Pages.Storage;

public sealed class StoragePageTests : PageTest
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Services
            .AddSingleton(Engine.Get<StorageStore>())
            .AddSingleton(Engine.Get<RetentionStore>())
            .AddSingleton(Engine.Get<BackupStore>());
    }

    [Fact]
    public void It_says_how_large_the_database_is_and_what_takes_the_room()
    {
        var page = Render<StoragePage>();

        page.WaitForAssertion(() => Assert.Contains("Used by data", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table tbody tr")));
        Assert.Contains("There is no backup yet", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing goes on", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_made_shown_and_kept_when_it_is_the_last()
    {
        var page = Render<StoragePage>();
        await ClickAsync(page, "Back up now");

        page.WaitForAssertion(() => Assert.Contains("0 tasks, 0 runs", page.Markup, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("is made and checked", page.Markup, StringComparison.Ordinal));
        var deleting = page.Find("[aria-label^='Delete taskscheduler-']").ClickAsync(new());
        await ClickAsync(page, "Delete", "[role=alertdialog] button");
        await deleting;

        page.WaitForAssertion(() => Assert.Contains("It is the last good backup", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_say_what_they_would_delete_before_they_are_saved()
    {
        await RecordedRuns.AddAsync(Engine.Get<IWriteGate>(), Guid.CreateVersion7(), "Old", RunState.Failed, Engine.Time.GetUtcNow().AddDays(-20), 5);
        var page = Render<StoragePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#field-rules\\[1\\]-days")));
        await page.Find("#field-rules\\[1\\]-days").ChangeAsync("10");

        await ClickAsync(page, "What would be deleted?");
        page.WaitForAssertion(() => Assert.Contains("By these rules 1 failed runs would be deleted now.", page.Find(".retention-preview").TextContent, StringComparison.Ordinal));
        var saving = page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("1 failed runs", page.Find("[role=alertdialog]").TextContent, StringComparison.Ordinal));
        Assert.Equal(90, (await RulesAsync())[1].Days);
        await ClickAsync(page, "Save rules", "[role=alertdialog] button");
        await saving;

        Assert.Equal(10, (await RulesAsync())[1].Days);
        await ClickAsync(page, "Delete what is past its time");
        page.WaitForAssertion(() => Assert.Contains("Deleted 1 failed runs", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_stands_at_its_field()
    {
        var page = Render<StoragePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#field-rules\\[0\\]-days")));
        await page.Find("#field-rules\\[0\\]-days").ChangeAsync("0");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".field-fault")));
    }

    [Fact]
    public void Work_is_shown_while_it_goes_on_and_can_be_stopped()
    {
        var page = Render<StoragePage>();
        using var work = Engine.Get<WorkBoard>().Begin(WorkKind.Replay, "Trying runs again");

        work.Report(20, 100, unit: "runs");
        page.WaitForAssertion(() => Assert.Contains("20 of 100 runs", page.Markup, StringComparison.Ordinal));
        page.Find("[aria-label='Stop: Trying runs again']").Click();

        Assert.True(work.Stop.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_leaves_the_page_listens_no_more()
    {
        var page = Render<StoragePage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table tbody tr")));
        Assert.True(Engine.Get<WorkBoard>().Listeners > 0);

        await DisposeComponentsAsync();

        Assert.Equal(0, Engine.Get<WorkBoard>().Listeners);
    }

    [Fact]
    public void Others_are_told_that_it_is_for_administrators()
    {
        Engine.Caller.Becomes("Olga", Role.Operator);

        Assert.Contains("Administrators only", Render<StoragePage>().Find(".empty-state").TextContent, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<RetentionRule>> RulesAsync() => (await Engine.Get<RetentionStore>().ListAsync(Cancel)).Value!;

    private static Task ClickAsync(IRenderedComponent<StoragePage> page, string words, string among = "button")
    {
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(among), button => button.TextContent.Contains(words, StringComparison.Ordinal)));
        return page.FindAll(among).First(button => button.TextContent.Contains(words, StringComparison.Ordinal)).ClickAsync(new());
    }
}
