using Bunit;
using TaskScheduler.Core.Maintenance.Progress;
using TaskScheduler.Tests.Pages;
using TaskScheduler.Web.Parts.Progress;

namespace TaskScheduler.Tests.Parts.Progress;

public sealed class WorkStripTests : PageTest
{
    private int told;

    [Theory]
    [InlineData(WorkKind.Backup, 1)]
    [InlineData(WorkKind.Replay, 0)]
    public async Task Work_that_is_over_before_the_page_has_shown_it_is_told_as_ended(WorkKind kind, int times)
    {
        var strip = Render<WorkStrip>(parameters => parameters.Add(each => each.Kind, WorkKind.Backup).Add(each => each.WorkEnded, () => told++));

        // The page does one thing after the other, so it looks when both have passed.
        await strip.InvokeAsync(() =>
        {
            using var work = Engine.Get<WorkBoard>().Begin(kind, "Soon over");
            work.Finish("done");
        });

        using var last = Engine.Get<WorkBoard>().Begin(WorkKind.Backup, "Goes on");
        strip.WaitForAssertion(() => Assert.Contains("Goes on", strip.Markup, StringComparison.Ordinal));
        strip.WaitForAssertion(() => Assert.Equal(times, told));
    }
}
