using System.Diagnostics.CodeAnalysis;

namespace TaskScheduler.Core;

/// <summary>One broken rule: the field it is about (camel case, dotted, as in the JSON) and what to do about it.</summary>
public sealed record Fault(string Field, string Message);

/// <summary>Why something asked for was not done.</summary>
public enum Refusal
{
    /// <summary>The input breaks rules; the faults say which.</summary>
    Invalid,

    /// <summary>What it is about does not exist (any more).</summary>
    NotFound,

    /// <summary>What it is about is in a state, or at a version, in which this cannot be done.</summary>
    Conflict,

    /// <summary>The one who asks may not do this.</summary>
    Forbidden,
}

/// <summary>What a request came to: a value, or the reason it was refused.</summary>
/// <typeparam name="T">What is returned when nothing was wrong.</typeparam>
public sealed record Result<T>
{
    private Result(T? value, Refusal? refusal, IReadOnlyList<Fault> faults)
    {
        Value = value;
        Refusal = refusal;
        Faults = faults;
    }

    /// <summary>The value; null exactly when <see cref="Refusal"/> is set.</summary>
    public T? Value { get; }

    public Refusal? Refusal { get; }

    /// <summary>Never empty when refused.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    public static implicit operator Result<T>(T value) => new(value, null, []);

    /// <summary>For values of an interface type, which the implicit conversion does not reach.</summary>
    public static Result<T> Of(T value) => new(value, null, []);

    /// <summary>The refusal of another result.</summary>
    public static Result<T> RefusedAs<TOther>(Result<TOther> other) => new(default, other.Refusal, other.Faults);

    /// <summary>The same refusal, with each fault said another way.</summary>
    internal static Result<T> RefusedAs(Result<T> other, Func<Fault, Fault> said) => new(default, other.Refusal, [.. other.Faults.Select(said)]);

    public static Result<T> Invalid(IReadOnlyList<Fault> faults) => new(default, Core.Refusal.Invalid, faults);

    public static Result<T> NotFound(string message) => new(default, Core.Refusal.NotFound, [new("id", message)]);

    public static Result<T> Forbidden(string message) => new(default, Core.Refusal.Forbidden, [new("", message)]);

    public static Result<T> Conflict(string field, string message) => new(default, Core.Refusal.Conflict, [new(field, message)]);
}
