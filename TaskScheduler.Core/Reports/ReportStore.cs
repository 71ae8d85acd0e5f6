using TaskScheduler.Core.Access;

namespace TaskScheduler.Core.Reports;

/// <summary>Gives reports to those who may see runs.</summary>
public sealed class ReportStore(ReportReader reader, ICaller caller)
{
    public async Task<Result<RunReport>> ReadAsync(ReportPeriod period, CancellationToken cancellationToken) => caller.Actor.May(Rights.Read)
        ? await reader.ReadAsync(period, cancellationToken)
        : Result<RunReport>.Forbidden("Sign in to see reports.");
}
