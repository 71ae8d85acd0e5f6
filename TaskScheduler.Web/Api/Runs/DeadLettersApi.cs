using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.DeadLetters;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>Which page of groups is asked for, as written in the URL.</summary>
public sealed record DeadLettersQuery
{
    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Groups on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>The inbox of runs whose retries are used up.</summary>
public static class DeadLettersApi
{
    public static void MapDeadLetters(this RouteGroupBuilder api) => api.MapGet("/dead-letters", ListAsync).WithTags("Runs").WithName("listDeadLetters")
        .WithSummary("List dead letters by cause").WithDescription("Runs whose retries are used up, in groups of one type and one cause, those with the latest dead letter first. The runs of a group are listed by executedTasks with state=deadLettered, type and cause.")
        .Produces<PageOf<DeadLetterGroupJson>>().Refuses(400);

    private static async Task<IResult> ListAsync([AsParameters] DeadLettersQuery asked, DeadLetterStore deadLetters, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await deadLetters.ListAsync(page, pageSize, cancellationToken);
        return TypedResults.Ok(new PageOf<DeadLetterGroupJson>([.. found.Items.Select(DeadLetterGroupJson.Of)], found.Total, found.Page, found.PageSize, found.NextCursor));
    }
}
