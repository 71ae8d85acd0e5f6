using System.ComponentModel;
using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Notifications;

/// <summary>Which page of messages is asked for, as written in the URL.</summary>
public sealed record BellQuery
{
    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Messages on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>The messages in one's own bell, over REST.</summary>
public static class BellApi
{
    private const string SayWhich = "Say which messages were read: their ids, or all.";

    public static void MapBell(this RouteGroupBuilder api)
    {
        var bell = api.MapGroup("/bell").WithTags("Notifications");
        bell.MapGet("/", ListAsync).WithName("listBellMessages")
            .WithSummary("List your notifications").WithDescription("What the bell of the pages lists, newest first. The last 500 are kept.")
            .Produces<PageOf<BellMessageJson>>().Refuses(400, 401, 404);
        bell.MapPost("/read", ReadAsync).WithName("readBellMessages")
            .WithSummary("Mark notifications as read").WithDescription("Some of your own, or all of them. Open pages show it at once.")
            .Takes<BellReadingJson>().Produces<BellMarkedJson>().Refuses(400, 401, 403, 404, 413, 415);
    }

    private static async Task<IResult> ListAsync([AsParameters] BellQuery asked, BellStore bell, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        return read.Faults.Count > 0
            ? Problems.Invalid(read.Faults)
            : Problems.Unless(await bell.ListAsync(page, pageSize, cancellationToken), found => TypedResults.Ok(new PageOf<BellMessageJson>([.. found.Items.Select(BellMessageJson.Of)], found.Total, found.Page, found.PageSize)));
    }

    private static Task<IResult> ReadAsync(HttpContext http, BellStore bell, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var ids = IdsIn(body, faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : Problems.Unless(await bell.MarkReadAsync(ids), marked => TypedResults.Ok(new BellMarkedJson(marked)));
    }, cancellationToken);

    // Null for all of them.
    private static List<Guid>? IdsIn(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["ids", "all"]);
        var (texts, all) = (reader.Texts("ids"), reader.Switch("all") ?? false);
        if (faults.Count == 0 && all == (texts is not null))
            faults.Add(new("ids", all ? "Send either the ids, or all, not both." : SayWhich));
        if (texts?.Count > BellPost.Kept)
            faults.Add(new("ids", $"No more than {BellPost.Kept} messages are kept."));
        var values = new QueryReader();
        var ids = texts?.Take(BellPost.Kept).Select((text, at) => values.Id($"ids[{at}]", text) ?? Guid.Empty).ToList();
        faults.AddRange(values.Faults);
        return ids;
    }
}
