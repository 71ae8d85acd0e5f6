using Microsoft.Extensions.Logging;

namespace TaskScheduler.Core.Repeats;

/// <summary>Forgets old answers by and by.</summary>
internal sealed class OldAnswers(KeptAnswers answers, TimeProvider time, ILogger<OldAnswers> log) : RegularWatch(TimeSpan.FromMinutes(10), time)
{
    protected override Task LookAsync(CancellationToken cancellationToken) => answers.ForgetOldAsync();

    protected override void Failed(Exception error) => RepeatsLog.ForgettingFailed(log, error);
}
