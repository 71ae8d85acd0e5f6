namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>An account of the built-in ledger as people see it.</summary>
/// <param name="Owner">E-mail address of the one who may pay from it besides administrators; null when nobody.</param>
/// <param name="External">Stands for the world outside, where all money comes from: its balance may be below zero.</param>
public sealed record PaymentAccount(Guid Id, string Name, Guid? OwnerId, string? Owner, bool External, bool Frozen, Money Balance, DateTimeOffset CreatedAt);

/// <summary>Money that came into an account or left it.</summary>
/// <param name="Amount">Below zero when it left.</param>
/// <param name="Balance">Of the account after it.</param>
/// <param name="Other">Name of the account on the other side.</param>
/// <param name="RunId">The run that paid; null when somebody booked it.</param>
public sealed record PaymentEntry(long TransactionId, DateTimeOffset At, Money Amount, Money Balance, string Other, string Reference, Guid? RunId);

/// <summary>An account that somebody wants.</summary>
/// <param name="OwnerId">Only administrators may name another than themselves; null means the one who creates it.</param>
public sealed record PaymentAccountDraft(string? Name, string? Currency, Guid? OwnerId = null);
