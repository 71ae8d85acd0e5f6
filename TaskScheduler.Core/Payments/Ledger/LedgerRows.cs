namespace TaskScheduler.Core.Payments.Ledger;

/// <summary>An account of the built-in ledger.</summary>
public sealed class LedgerAccountRow
{
    public Guid Id { get; set; }

    /// <summary>By which tasks name it; unique without regard to case.</summary>
    public required string Name { get; set; }

    public required string Currency { get; set; }

    /// <summary>Who may pay from it besides administrators; null when nobody.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Stands for the world outside: its balance may be below zero, because all money comes from there.</summary>
    public bool External { get; set; }

    public bool Frozen { get; set; }

    /// <summary>In the smallest unit of the currency: the sum of its entries.</summary>
    public long Balance { get; set; }

    public long CreatedAt { get; set; }
}

/// <summary>Money that went from one account to another.</summary>
public sealed class LedgerTransactionRow
{
    /// <summary>Grows with time.</summary>
    public long Id { get; set; }

    /// <summary>Names the wish to pay; the same key is never booked twice.</summary>
    public required string Key { get; set; }

    public Guid FromId { get; set; }

    public Guid ToId { get; set; }

    public long Amount { get; set; }

    public required string Reference { get; set; }

    /// <summary>The run that paid; null when somebody booked it.</summary>
    public Guid? RunId { get; set; }

    public long At { get; set; }
}

/// <summary>One of the two sides of a transaction.</summary>
public sealed class LedgerEntryRow
{
    public Guid AccountId { get; set; }

    public long TransactionId { get; set; }

    /// <summary>Below zero when it left the account.</summary>
    public long Amount { get; set; }

    /// <summary>Of the account after it.</summary>
    public long Balance { get; set; }
}
