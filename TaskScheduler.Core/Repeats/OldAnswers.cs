using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Repeats;

/// <summary>Forgets old answers by and by.</summary>
internal sealed class OldAnswers(KeptAnswers answers, TimeProvider time, ILogger<OldAnswers> log) : BackgroundService
{
    private static readonly TimeSpan period = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await answers.ForgetOldAsync();
            }
            catch (Exception error)
            {
                // The seam of a chore: what is not forgotten now is forgotten at its next turn.
                RepeatsLog.ForgettingFailed(log, error);
            }
        }
    }
}
