using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Metrics.Journal;
using TaskScheduler.Core.Metrics.Ranking;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Metrics;
using TaskScheduler.Web.Pages.Metrics;

namespace TaskScheduler.Tests.Pages.Metrics;

public sealed class MetricsPageTests : SignedInPageTest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Types_and_tasks_are_shown_with_links_to_their_runs()
    {
        var task = Guid.NewGuid();
        await EndedAsync(task, 1_500);
        Navigation.NavigateTo("task-metrics?window=hour");

        var page = Render<MetricsPage>();

        page.WaitForAssertion(() => Assert.Contains("A task that was deleted", page.Markup, StringComparison.Ordinal));
        Assert.Contains("1.5 s", page.Find(".figures").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("tbody a"), link => link.GetAttribute("href") == $"executed?taskId={task}");
        Assert.NotEmpty(page.FindAll("svg[role=img] title"));
        Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task A_task_has_a_page_of_its_own_figures()
    {
        var task = Guid.NewGuid();
        await EndedAsync(task, 20, RunState.Failed);
        await App.AsProgram<IWriteGate>().WriteAsync(session => Task.FromResult(session.Statement("INSERT INTO runs (id, task_id, task_version, title, type, state, \"trigger\", attempt, due_at, fence, occurrences) VALUES (@id, @id, 1, '<b>Backup</b>', 'http', 0, 0, 1, 5, 0, 1)").With("@id", task).Execute()));
        Navigation.NavigateTo($"task-metrics?taskId={task}");

        var page = Render<MetricsPage>();

        page.WaitForAssertion(() => Assert.Equal("<b>Backup</b>", page.Find(".report h2").TextContent));
        Assert.Empty(page.FindAll(".report h2 b"));
        Assert.Contains("0 %", page.Find(".figures").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_without_runs_says_so_and_another_is_chosen_by_the_address()
    {
        var page = Render<MetricsPage>();
        page.WaitForAssertion(() => Assert.Contains("No run ended then", page.Markup, StringComparison.Ordinal));

        await page.Find("[aria-label='Window']").ChangeAsync("Year");

        Assert.EndsWith("/task-metrics?window=year", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Sorted_again_by_the_same_figure_the_order_turns()
    {
        var address = new MetricsAddress().SortedBy(RankingOrder.Duration);

        Assert.Equal(("task-metrics?sort=duration", "task-metrics?sort=duration&order=up"), (address.ToUri(), address.SortedBy(RankingOrder.Duration).ToUri()));
        Assert.Equal(address.SortedBy(RankingOrder.Duration), MetricsAddress.Of($"http://localhost/{address.SortedBy(RankingOrder.Duration).ToUri()}"));
    }

    private async Task EndedAsync(Guid task, int elapsed, RunState state = RunState.Succeeded)
    {
        await EndedNotes.NoteAsync(App.AsProgram<IWriteGate>(), EndedNotes.Of(task, App.AsProgram<TimeProvider>().GetUtcNow(), elapsed, state, "http"));
        await App.AsProgram<JournalRoller>().RollAsync();
        await App.AsProgram<RankingKeeper>().RenewAsync(MetricsWindow.Hour, Cancel);
    }
}
