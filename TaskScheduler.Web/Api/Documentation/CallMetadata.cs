using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Says what a call takes as its body. Not <c>Accepts</c>: the body is read and refused by the call itself, with problem details.</summary>
public sealed record TakesBody(Type Type);

/// <summary>What the document says of a call besides its handler.</summary>
public static class CallMetadata
{
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder call) => call.WithMetadata(new TakesBody(typeof(T)));

    /// <summary>The statuses with which it can refuse, as problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder call, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
            call.Produces(status, HasErrors(status) ? typeof(HttpValidationProblemDetails) : typeof(ProblemDetails), MediaTypeNames.Application.ProblemJson);
        return call;
    }

    private static bool HasErrors(int status) => status is 400 or 404 or 409 or 412;
}
