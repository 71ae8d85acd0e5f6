using Microsoft.AspNetCore.Http.Features;
using TaskScheduler.Core;
using TaskScheduler.Core.Hooks;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Hooks;

/// <summary>The secret addresses of tasks: made and taken away over REST, and called by other programs.</summary>
public static class HooksApi
{
    /// <summary>Where the secret addresses are.</summary>
    public const string Path = "/hooks";

    /// <summary>Largest input of a run.</summary>
    public const int MaxInputBytes = 256 * 1024;

    public static void MapHooks(this RouteGroupBuilder api)
    {
        var hook = api.MapGroup("/tasks/{id:guid}/hook").WithTags("Tasks");
        hook.MapGet("/", GetAsync).WithName("getTaskHook")
            .WithSummary("Read whether a task has a secret address").WithDescription("When it was made and last used. The address itself is kept nowhere and can't be read again.")
            .Produces<HookJson>().Refuses(404);
        hook.MapPost("/", RenewAsync).WithName("renewTaskHook")
            .WithSummary("Make a secret address for a task, or renew it").WithDescription("""
                A program that POSTs to the address starts the task; it needs nothing else, so the address is a secret. It is in this answer and never shown again. The one the task had before does not work any more.
                The body of such a call is JSON of up to 256 KB, or none; it is the run's input, which an http task without a body of its own sends on. The answer is 202 with `{"runId"}`; 404 for an unknown address, 409 while the task is inactive. Each call is one run.
                """)
            .Produces<NewHookJson>(201).Refuses(403, 404);
        hook.MapDelete("/", RemoveAsync).WithName("removeTaskHook")
            .WithSummary("Remove the secret address of a task").WithDescription("From now on nothing is started by it.")
            .Produces(204).Refuses(403, 404);
    }

    /// <summary>The addresses themselves; who calls one has not signed in, the secret is what lets them in.</summary>
    public static void MapHookAddresses(this WebApplication app) => app.MapPost(Path + "/{secret}", StartAsync).WithMetadata(new BodyLimit(MaxInputBytes)).AllowAnonymous().ExcludeFromDescription();

    /// <param name="root">Where the program is reached, with a slash at its end.</param>
    public static string AddressOf(Uri root, NewHook hook) => new Uri(root, $"{Path[1..]}/{hook.Secret}").AbsoluteUri;

    private static async Task<IResult> GetAsync(Guid id, TaskHooks hooks, CancellationToken cancellationToken)
    {
        var found = await hooks.FindAsync(id, cancellationToken);
        return Problems.Unless(found, hook => TypedResults.Ok(HookJson.Of(hook)));
    }

    private static async Task<IResult> RenewAsync(Guid id, HttpRequest request, TaskHooks hooks)
    {
        var made = await hooks.RenewAsync(id);
        if (!made.Succeeded)
            return Problems.Of(made.Refusal.Value, made.Faults);
        var root = new Uri($"{request.Scheme}://{request.Host}{request.PathBase}/");
        return TypedResults.Created($"/api/tasks/{id}/hook", new NewHookJson(AddressOf(root, made.Value), made.Value.CreatedAt.ToUniversalTime()));
    }

    private static async Task<IResult> RemoveAsync(Guid id, TaskHooks hooks) =>
        await hooks.RemoveAsync(id) is { Succeeded: false } refused ? Problems.Of(refused.Refusal.Value, refused.Faults) : TypedResults.NoContent();

    private static async Task<IResult> StartAsync(string secret, HttpContext http, TaskHooks hooks, CancellationToken cancellationToken)
    {
        var (input, refused) = await InputAsync(http, cancellationToken);
        if (refused is not null)
            return refused;
        var started = await hooks.StartAsync(secret, input, cancellationToken);
        if (started.Succeeded)
            return TypedResults.Accepted((string?)null, new HookRunJson(started.Value));
        return Problems.Of(started.Refusal == Refusal.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict, started.Faults[0].Message);
    }

    private static async Task<(string? Input, IResult? Refused)> InputAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Request.ContentLength == 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return (null, null);
        var (body, refused) = await JsonBody.ReadAnyAsync(http.Request, cancellationToken);
        using (body)
            return (body?.RootElement.GetRawText(), refused);
    }
}
