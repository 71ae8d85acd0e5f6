using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Messages;

/// <summary>Which messages are asked for, as written in the URL.</summary>
public sealed record MessagesQuery
{
    [Description("Only those that are this far.")]
    public string? State { get; init; }

    [Description("Only those that are for this.")]
    public string? Kind { get; init; }

    [Description("Found in the subject, in where it goes, or in what the server said.")]
    public string? Search { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Messages on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>The outbox over REST.</summary>
public static class MessagesApi
{
    public const string Tag = "Messages";

    private const string Whose = "Administrators see all messages, everybody else those about their tasks and those to their own address.";

    public static void MapMessages(this RouteGroupBuilder api)
    {
        var messages = api.MapGroup("/messages").WithTags(Tag);
        messages.MapGet("/", ListAsync).WithName("listMessages")
            .WithSummary("List messages").WithDescription($"One page of what waits to be sent, was sent or failed, the newest first. {Whose}")
            .Produces<PageOf<MessageJson>>().Refuses(400);
        messages.MapGet("/{id:guid}", GetAsync).WithName("getMessage")
            .WithSummary("Read a message").WithDescription($"With what it says. {Whose}")
            .Produces<MessageDetailJson>().Refuses(404);
        messages.MapPost("/{id:guid}/send-again", SendAgainAsync).WithName("sendMessageAgain").RequireAuthorization(Policies.Write)
            .WithSummary("Send a message again").WithDescription("For one that failed, or was sent and did not arrive. It stays the same message and is sent in the background.")
            .Produces<MessageJson>(202).Refuses(404, 409);
        messages.MapPost("/test", SendTestAsync).WithName("sendTestMessage").RequireAuthorization(Policies.Write)
            .WithSummary("Send a test mail").WithDescription("Goes the way of all messages: read it by its id to see what became of it.")
            .Takes<TestMessageJson>().Produces<MessageJson>(202).Refuses(400, 413, 415);
    }

    private static async Task<IResult> ListAsync([AsParameters] MessagesQuery asked, MessageStore store, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var filter = new MessageFilter
        {
            State = read.Choice("state", asked.State, Enum.GetValues<MessageState>()),
            Kind = read.Choice("kind", asked.Kind, Enum.GetValues<MessageKind>()),
            Search = QueryReader.Text(asked.Search),
        };
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await store.ListAsync(filter, page, pageSize, cancellationToken);
        return TypedResults.Ok(new PageOf<MessageJson>([.. found.Items.Select(MessageJson.Of)], found.Total, found.Page, found.PageSize));
    }

    private static async Task<IResult> GetAsync(Guid id, MessageStore store, CancellationToken cancellationToken) =>
        Problems.Unless(await store.FindAsync(id, cancellationToken), found => TypedResults.Ok(MessageDetailJson.Of(found)));

    private static async Task<IResult> SendAgainAsync(Guid id, MessageStore store) => Accepted(await store.SendAgainAsync(id));

    private static Task<IResult> SendTestAsync(HttpContext http, MessageStore store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["to"]);
        var to = reader.Text("to");
        return faults.Count > 0 ? Problems.Invalid(faults) : Accepted(await store.SendTestAsync(to));
    }, cancellationToken);

    private static IResult Accepted(Result<MessageView> result) =>
        Problems.Unless(result, message => TypedResults.Accepted($"{ApiSetup.Root}/messages/{message.Id}", MessageJson.Of(message)));
}
