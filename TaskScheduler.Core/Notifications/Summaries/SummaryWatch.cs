using Microsoft.Extensions.Logging;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Core.Notifications.Summaries;

/// <summary>Looks each minute whether a summary is due. It also reads, before anything can be told, how people want to be told.</summary>
internal sealed class SummaryWatch(SummaryMaker summaries, PeopleSettings people, TimeProvider time, ILogger<SummaryWatch> log) : RegularWatch(TimeSpan.FromMinutes(1), time)
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await people.ReadAsync();
        await base.StartAsync(cancellationToken);
    }

    protected override Task LookAsync(CancellationToken cancellationToken) => summaries.MakeDueAsync(Time.GetUtcNow(), cancellationToken);

    // What is due stays due until its next turn.
    protected override void Failed(Exception error) => SummariesLog.TurnFailed(log, error);
}
