using Microsoft.AspNetCore.WebUtilities;
using TaskScheduler.Core;
using TaskScheduler.Web.Api.Versions;

namespace TaskScheduler.Web.Api;

/// <summary>What is answered when something asked for was not done: problem details (RFC 9457).</summary>
public static class Problems
{
    /// <param name="precondition">Whether the caller made it conditional with If-Match; a conflict is then a failed precondition.</param>
    /// <param name="changes">What others changed meanwhile, when that is why; said in the member <c>changes</c>.</param>
    public static IResult Of(Refusal refusal, IReadOnlyList<Fault> faults, bool precondition = false, params IReadOnlyList<VersionJson> changes) => refusal switch
    {
        Refusal.Invalid => Of(StatusCodes.Status400BadRequest, "Something in the request has to be corrected.", faults),
        Refusal.Forbidden => Of(StatusCodes.Status403Forbidden, faults[0].Message),
        Refusal.NotFound => Of(StatusCodes.Status404NotFound, "Not found.", faults),
        _ when precondition => Of(StatusCodes.Status412PreconditionFailed, "It was changed in the meantime.", faults, changes),
        _ => Of(StatusCodes.Status409Conflict, "This can't be done now.", faults, changes),
    };

    /// <summary>What <paramref name="succeeded"/> makes of the value, or why it was refused.</summary>
    public static IResult Unless<T>(Result<T> result, Func<T, IResult> succeeded) =>
        result.Succeeded ? succeeded(result.Value) : Of(result.Refusal.Value, result.Faults);

    public static IResult Invalid(params IReadOnlyList<Fault> faults) => Of(Refusal.Invalid, faults);

    public static IResult NotFound(string message) => Of(Refusal.NotFound, [new("id", message)]);

    /// <summary>A refusal that is about no field.</summary>
    public static IResult Of(int status, string? detail = null) =>
        Results.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status));

    private static IResult Of(int status, string title, IReadOnlyList<Fault> faults, IReadOnlyList<VersionJson>? changes = null)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = faults
                .GroupBy(fault => fault.Field, fault => fault.Message, StringComparer.Ordinal)
                .ToDictionary(messages => messages.Key, messages => messages.Distinct().ToArray(), StringComparer.Ordinal),
        };
        if (changes is { Count: > 0 })
            members["changes"] = changes;
        return Results.Problem(string.Join(' ', faults.Select(fault => fault.Message).Distinct()), statusCode: status, title: title, extensions: members);
    }
}
