namespace TaskScheduler.Core.Payments;

/// <summary>A payment that a run is to make.</summary>
/// <param name="RunId">The key of the payment: the same in every attempt of the run, so that it is made once.</param>
/// <param name="From">Name of the account that pays.</param>
/// <param name="To">Name of the account that is paid.</param>
public sealed record PaymentOrder(Guid RunId, Guid TaskId, string From, string To, Money Money, string Reference);

/// <summary>What became of a payment.</summary>
public enum PaymentVerdict
{
    /// <summary>It was made, now or in an earlier attempt.</summary>
    Made,

    /// <summary>The account does not hold the money.</summary>
    NoFunds,

    /// <summary>The task may not pay from this account.</summary>
    NotAuthorised,

    /// <summary>It was not made and never will be as it is written.</summary>
    Refused,

    /// <summary>It was certainly not made; it may be later.</summary>
    Unavailable,

    /// <summary>Nobody knows whether it was made: it may be repeated only under its key.</summary>
    Uncertain,
}

/// <summary>What a gateway says of a payment.</summary>
/// <param name="Words">For a person: of a payment that was made what there is to say of it, else one sentence on why not.</param>
public sealed record PaymentOutcome(PaymentVerdict Verdict, string Words)
{
    /// <summary>How long to wait before it is tried again; null when the gateway does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Makes payments. The same run pays at most once, however often it is asked.</summary>
public interface IPaymentGateway
{
    /// <summary>Where payments are made, for a sentence such as "Paid by …".</summary>
    string Name { get; }

    Task<PaymentOutcome> PayAsync(PaymentOrder order, CancellationToken cancellationToken);
}
