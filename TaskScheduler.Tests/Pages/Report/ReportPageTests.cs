using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Reports;
using TaskScheduler.Web.Pages.Report;

namespace TaskScheduler.Tests.Pages.Report;

public sealed class ReportPageTests : SignedInPageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Outcomes_durations_and_failures_are_shown_and_a_hostile_title_is_text()
    {
        await AddAsync("<b>Backup</b>", RunState.Failed, "<i>No route</i>");
        await AddAsync("<b>Backup</b>", RunState.Succeeded, null);
        Navigation.NavigateTo("report?period=custom&from=2026-03-01&to=2026-03-01&timeZone=UTC");

        var page = Render<ReportPage>();

        page.WaitForAssertion(() => Assert.Contains("<i>No route</i>", page.Find(".panel .rows strong").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".report b, .report i:not(.rzi)"));
        Assert.Contains("Sun 1 Mar 2026", page.Find(".report-period").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a[download]"), link => link.GetAttribute("href") == "api/report?period=custom&from=2026-03-01&to=2026-03-01&timeZone=UTC&format=csv");
    }

    [Fact]
    public async Task Another_period_is_chosen_by_the_address()
    {
        var page = Render<ReportPage>();
        page.WaitForAssertion(() => Assert.Contains("No run ended then", page.Markup, StringComparison.Ordinal));

        await page.Find("[aria-label='Period']").ChangeAsync("custom");

        page.WaitForAssertion(() => Assert.Contains("Write a day", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/report?period=custom", Navigation.Uri, StringComparison.Ordinal);
    }

    private int added;

    private Task AddAsync(string title, RunState state, string? error) => RecordedRuns.AddAsync(
        App.AsProgram<IWriteGate>(), Guid.Empty, title, state, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(added++), 250, error: error);
}
