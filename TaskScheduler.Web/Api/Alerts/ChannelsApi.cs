using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Channels;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Alerts;

/// <summary>Channels over REST: everything but their addresses.</summary>
public static class ChannelsApi
{
    public static void MapChannels(this RouteGroupBuilder api)
    {
        var channels = api.MapGroup("/channels").WithTags(AlertRulesApi.Tag);
        channels.MapGet("/", ListAsync).WithName("listChannels").RequireAuthorization(Policies.Write)
            .WithSummary("List channels").WithDescription("Where rules may tell besides mail: webhooks and chats, by name; never their addresses. For those who may write tasks.")
            .Produces<IReadOnlyList<ChannelJson>>().Refuses(401, 403);
        channels.MapPost("/", CreateAsync).WithName("createChannel").RequireAuthorization(Policies.Administer)
            .WithSummary("Make a channel").WithDescription("Messages are posted as JSON: to a webhook signed, to Slack, Teams and Discord as they read it. Private networks are reached only where the settings allow it.")
            .Takes<ChannelBodyJson>().Produces<ChannelJson>(201).Refuses(400, 401, 403, 413, 415)
            .Repeatable<Result<ChannelView>>(Created);
        channels.MapPut("/{id:guid}", ReplaceAsync).WithName("replaceChannel").RequireAuthorization(Policies.Administer)
            .WithSummary("Replace a channel").WithDescription("An address or a signing secret that is absent stays as it is. Messages that wait go to the new address.")
            .Takes<ChannelBodyJson>().Produces<ChannelJson>().Refuses(400, 401, 403, 404, 413, 415);
        channels.MapDelete("/{id:guid}", DeleteAsync).WithName("deleteChannel").RequireAuthorization(Policies.Administer)
            .WithSummary("Delete a channel").WithDescription("Rules that tell by it go on without it.")
            .Produces(204).Refuses(401, 403, 404);
        channels.MapPost("/{id:guid}/test", TestAsync).WithName("testChannel").RequireAuthorization(Policies.Administer)
            .WithSummary("Send a test").WithDescription("Puts a test message into the outbox; what became of it is seen at its message.")
            .Produces<ChannelTestJson>(202).Refuses(401, 403, 404);
    }

    private static async Task<IResult> ListAsync(ChannelStore store, CancellationToken cancellationToken) =>
        Problems.Unless(await store.ListAsync(cancellationToken), all => TypedResults.Ok(all.Select(ChannelJson.Of)));

    private static Task<IResult> CreateAsync(HttpContext http, ChannelStore store, CancellationToken cancellationToken) => UseAsync(http, async draft =>
    {
        var made = await store.CreateAsync(draft);
        return Created(made) ?? Problems.Of(made.Refusal!.Value, made.Faults);
    }, cancellationToken);

    private static Task<IResult> ReplaceAsync(Guid id, HttpContext http, ChannelStore store, CancellationToken cancellationToken) =>
        UseAsync(http, async draft => Problems.Unless(await store.ReplaceAsync(id, draft), channel => TypedResults.Ok(ChannelJson.Of(channel))), cancellationToken);

    private static async Task<IResult> DeleteAsync(Guid id, ChannelStore store) => Problems.Unless(await store.DeleteAsync(id), _ => TypedResults.NoContent());

    private static async Task<IResult> TestAsync(Guid id, ChannelStore store) =>
        Problems.Unless(await store.TestAsync(id), key => TypedResults.Accepted((string?)null, new ChannelTestJson(key)));

    private static Task<IResult> UseAsync(HttpContext http, Func<ChannelDraft, Task<IResult>> use, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["name", "kind", "address", "signingSecret"]);
        var draft = new ChannelDraft { Name = reader.Text("name"), Kind = reader.Text("kind"), Address = reader.Text("address"), SigningSecret = reader.Text("signingSecret") };
        return faults.Count > 0 ? Problems.Invalid(faults) : await use(draft);
    }, cancellationToken);

    private static MadeAnswer? Created(Result<ChannelView> result) =>
        result.Succeeded ? new(StatusCodes.Status201Created, ChannelJson.Of(result.Value), $"{ApiSetup.Root}/channels/{result.Value.Id}") : null;
}
