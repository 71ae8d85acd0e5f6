using TaskScheduler.Core.Access;
using TaskScheduler.Core.Repeats;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Repeats;

/// <summary>Says of a call that it may be given a key.</summary>
public sealed record TakesKey;

/// <summary>
/// Calls that make something may be given a key by their sender, and be sent again after a lost answer: the repetition makes
/// nothing and gets the very same answer (draft-ietf-httpapi-idempotency-key-header).
/// </summary>
public static class RepeatableCall
{
    public const string Replayed = "Idempotent-Replayed";

    /// <param name="answerOf">The answer to what the call's write has made; null when it made nothing, and no key is kept.</param>
    public static RouteHandlerBuilder Repeatable<TMade>(this RouteHandlerBuilder call, Func<TMade, MadeAnswer?> answerOf) => call
        .WithMetadata(new TakesKey()).Refuses(400, 422)
        .AddEndpointFilter((context, next) => AnswerAsync(context.HttpContext, answerOf, () => next(context)));

    private static async ValueTask<object?> AnswerAsync<TMade>(HttpContext http, Func<TMade, MadeAnswer?> answerOf, Func<ValueTask<object?>> call)
    {
        if (IdempotencyKey.Of(http.Request, out var fault) is not { } key)
            return fault is null ? await call() : Problems.Invalid(fault);
        var (body, refused) = await JsonBody.BytesAsync(http.Request, http.RequestAborted);
        if (body is null)
            return refused;
        http.Request.Body = new MemoryStream(body);
        var request = new RequestKey(key, IdempotencyKey.FingerprintOf(http.Request, body));
        var services = http.RequestServices;
        var actor = services.GetRequiredService<ICaller>().Actor;
        using var turn = await services.GetRequiredService<KeyTurns>().TakeAsync($"{KeptAnswers.NameOf(actor)} {key}", http.RequestAborted);
        if (await services.GetRequiredService<KeptAnswers>().FindAsync(actor, key, http.RequestAborted) is { } kept)
            return AnswerAgain(http, request, kept);
        services.GetRequiredService<RequestGate>().Keep<TMade>(request, made => answerOf(made)?.Written(MadeAnswer.JsonOf(http)).ToText());
        return await call();
    }

    private static IResult AnswerAgain(HttpContext http, RequestKey request, IdempotencyKeyRow kept)
    {
        if (!request.Fingerprint.AsSpan().SequenceEqual(kept.Fingerprint))
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, $"You used this {IdempotencyKey.Header} for another request within the last 24 hours. Choose a new key for this one.");
        http.Response.Headers[Replayed] = "true";
        return WrittenAnswer.Of(kept.Answer);
    }
}
