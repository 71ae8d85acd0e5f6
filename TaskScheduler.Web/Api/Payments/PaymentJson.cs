using System.ComponentModel;
using TaskScheduler.Core.Payments.Ledger;

namespace TaskScheduler.Web.Api.Payments;

/// <summary>An account of the built-in ledger.</summary>
/// <param name="Name">By which tasks name it.</param>
/// <param name="Balance">With all decimals of the currency, as text: a number may lose some on the way.</param>
/// <param name="OwnerId">Who may pay from it besides administrators; null when nobody.</param>
/// <param name="External">Stands for the world outside, where all money comes from: its balance may be below zero.</param>
/// <param name="Frozen">Nothing is paid from it, and nothing to it.</param>
public sealed record PaymentAccountJson(Guid Id, string Name, string Currency, string Balance, Guid? OwnerId, string? Owner, bool External, bool Frozen, DateTimeOffset CreatedAt)
{
    public static PaymentAccountJson Of(PaymentAccount account) => new(
        account.Id, account.Name, account.Balance.Currency.Code, account.Balance.Amount, account.OwnerId, account.Owner, account.External, account.Frozen, account.CreatedAt);
}

/// <summary>Money that came into an account or left it.</summary>
/// <param name="Amount">Below zero when it left.</param>
/// <param name="Balance">Of the account after it.</param>
/// <param name="Account">Name of the account on the other side.</param>
/// <param name="RunId">The run that paid; null when somebody booked it.</param>
public sealed record PaymentEntryJson(long Transaction, DateTimeOffset At, string Amount, string Balance, string Account, string Reference, Guid? RunId)
{
    public static PaymentEntryJson Of(PaymentEntry entry) =>
        new(entry.TransactionId, entry.At, entry.Amount.Amount, entry.Balance.Amount, entry.Other, entry.Reference, entry.RunId);
}

/// <summary>An account to create.</summary>
public sealed record NewPaymentAccountJson
{
    [Description("By which tasks name it; 1 to 60 characters, in use once.")]
    public required string Name { get; init; }

    [Description("Three letters (ISO 4217).")]
    public required string Currency { get; init; }

    [Description("Who may pay from it besides administrators; the caller unless said. Only administrators may name somebody else.")]
    public Guid? OwnerId { get; init; }
}

/// <summary>Money to book in.</summary>
public sealed record FundingJson
{
    [Description("As text, such as 12.50.")]
    public required string Amount { get; init; }

    [Description("Up to 140 characters.")]
    public string? Reference { get; init; }
}
