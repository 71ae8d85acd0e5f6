using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>The one for whom a task pays: its owner, as the tables say at this moment.</summary>
/// <param name="AccountId">Null when the program itself owns the task.</param>
internal sealed record Payer(Guid? AccountId, bool IsAdministrator)
{
    /// <summary>Null when the task is gone, or its owner may not sign in any more.</summary>
    public static async Task<Payer?> OfTaskAsync(SchedulerDb db, Guid taskId, CancellationToken cancellationToken)
    {
        var task = await db.Tasks.AsNoTracking().Where(row => row.Id == taskId).Select(row => new { row.OwnerId }).SingleOrDefaultAsync(cancellationToken);
        if (task is null)
            return null;
        if (task.OwnerId is not { } owner)
            return new(null, IsAdministrator: true);
        var account = await db.Accounts.AsNoTracking().Where(row => row.Id == owner).Select(row => new { row.Role, row.Disabled }).SingleOrDefaultAsync(cancellationToken);
        return account is null or { Disabled: true } ? null : new(owner, account.Role == Role.Administrator);
    }

    public static Payer Of(Actor actor) => new(actor.AccountId, actor.ReachesAll);

    public bool MayUse(LedgerAccountRow account) => IsAdministrator || (AccountId is not null && account.OwnerId == AccountId);
}
