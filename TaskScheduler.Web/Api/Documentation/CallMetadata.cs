namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Says what a call takes as its body. Not <c>Accepts</c>: the body is read and refused by the call itself, with problem details.</summary>
public sealed record TakesBody(Type Type, bool Required);

/// <summary>Says of a call that If-Match makes it conditional.</summary>
public sealed record TakesVersion;

/// <summary>Says with which statuses a call can refuse.</summary>
public sealed record RefusesWith(IReadOnlyList<int> Statuses);

/// <summary>Says of a call that what it answers has this header.</summary>
public sealed record AnswersWithHeader(string Name, string Description);

/// <summary>What the document says of a call besides its handler.</summary>
public static class CallMetadata
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call, bool required = true) => call.WithMetadata(new TakesBody(typeof(T), required));

    public static RouteHandlerBuilder TakesVersion(this RouteHandlerBuilder call) => call.WithMetadata(new TakesVersion());

    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder call, string header, string description) => call.WithMetadata(new AnswersWithHeader(header, description));

    /// <summary>The statuses with which it can refuse, as problem details; 401, 403 and 429 go for all calls.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, params int[] statuses) => call.WithMetadata(new RefusesWith(statuses));
}
