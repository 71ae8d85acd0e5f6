using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Summaries;

/// <summary>Looks each minute whether a summary is due. It also reads, before anything can be told, how people want to be told.</summary>
internal sealed class SummaryWatch(SummaryMaker summaries, PeopleSettings people, TimeProvider time, ILogger<SummaryWatch> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromMinutes(1);

    private PeriodicTimer? timer;

    // Here and not in ExecuteAsync, which begins at some later moment on another thread.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await people.ReadAsync();
        timer = new PeriodicTimer(period, time);
        await base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        timer?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await timer!.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await summaries.MakeDueAsync(time.GetUtcNow(), stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The seam of a chore: what is due stays due until its next turn.
                SummariesLog.TurnFailed(log, error);
            }
        }
    }
}
