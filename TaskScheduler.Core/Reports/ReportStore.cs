using TaskScheduler.Core.Access;

namespace TaskScheduler.Core.Reports;

/// <summary>Gives reports to those who may see runs, up to a minute old.</summary>
public sealed class ReportStore(ReportShelf shelf, ICaller caller)
{
    public async Task<Result<RunReport>> ReadAsync(ReportPeriod period, CancellationToken cancellationToken) => caller.Actor.May(Rights.Read)
        ? await shelf.ReadAsync(period, cancellationToken)
        : Result<RunReport>.Forbidden("Sign in to see reports.");
}
