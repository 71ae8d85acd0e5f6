using System.ComponentModel;
using System.Net.Mime;
using TaskScheduler.Core;
using TaskScheduler.Core.Audit;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Audit;

/// <summary>Which entries are asked for, as written in the URL.</summary>
public record AuditEntriesQuery
{
    [Description("Only what was done by this one: the name, whole.")]
    public string? Actor { get; init; }

    [Description("Only this action, such as task.changed.")]
    public string? Action { get; init; }

    [Description("Only what was done to this task, run or account.")]
    public string? SubjectId { get; init; }

    [Description("At or after: ISO 8601 with offset.")]
    public string? From { get; init; }

    [Description("Before: ISO 8601 with offset.")]
    public string? To { get; init; }

    [Description("Found in the names, the address or the detail.")]
    public string? Search { get; init; }

    public AuditFilter Filter(QueryReader read)
    {
        var filter = new AuditFilter
        {
            Actor = QueryReader.Text(Actor),
            Action = QueryReader.Text(Action),
            SubjectId = read.Id("subjectId", SubjectId),
            From = read.Instant("from", From),
            To = read.Instant("to", To),
            Search = QueryReader.Text(Search),
        };
        read.Order("from", filter.From, "to", filter.To);
        return filter;
    }
}

/// <summary>Which page of entries is asked for.</summary>
public sealed record AuditPageQuery : AuditEntriesQuery
{
    [Description("Where to read on: next of the page before.")]
    public string? Cursor { get; init; }

    [Description("Entries on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>In which form entries are asked for.</summary>
public sealed record AuditExportQuery : AuditEntriesQuery
{
    [Description("csv or json, json unless said.")]
    public string? Format { get; init; }
}

/// <summary>The audit trail over REST.</summary>
public static class AuditApi
{
    /// <summary>A trail of years is read in pages; what is downloaded at once has an end.</summary>
    public const int MostExported = 50_000;

    private enum Format
    {
        Json,
        Csv,
    }

    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit").RequireAuthorization(Policies.Administer);

        audit.MapGet("/", ListAsync).WithName("listAudit")
            .WithSummary("Read the audit trail").WithDescription("Who did what, when and from where, newest first. Only for administrators; the history of one task is with its versions.")
            .Produces<AuditPageJson>().Refuses(400, 401, 403);
        audit.MapGet("/export", Export).WithName("exportAudit")
            .WithSummary("Download the audit trail").WithDescription($"All that match at once, newest first, as a table or as JSON: up to the newest {MostExported:N0}.")
            .Produces<IReadOnlyList<AuditEntryJson>>(200, MediaTypeNames.Application.Json, MediaTypeNames.Text.Csv).Refuses(400, 401, 403);
    }

    private static async Task<IResult> ListAsync([AsParameters] AuditPageQuery asked, AuditStore store, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var filter = asked.Filter(read);
        var pageSize = read.PageSize(asked.PageSize);
        AuditCursor? before = null;
        if (QueryReader.Text(asked.Cursor) is { } cursor && !AuditCursor.TryParse(cursor, out before))
            return Problems.Invalid([.. read.Faults, new Fault("cursor", $"'{cursor}' is not a place in the trail; send what 'next' of a page said.")]);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var page = await store.ListAsync(filter, before, pageSize, cancellationToken);
        return page.Succeeded
            ? TypedResults.Ok(new AuditPageJson([.. page.Value.Items.Select(AuditEntryJson.Of)], page.Value.Next?.ToString()))
            : Problems.Of(page.Refusal.Value, page.Faults);
    }

    private static IResult Export([AsParameters] AuditExportQuery asked, HttpContext http, AuditStore store)
    {
        var read = new QueryReader();
        var filter = asked.Filter(read);
        var format = read.Choice<Format>("format", asked.Format, [Format.Json, Format.Csv]) ?? Format.Json;
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = store.Stream(filter, MostExported);
        if (!found.Succeeded)
            return Problems.Of(found.Refusal.Value, found.Faults);
        var entries = Convert(found.Value);
        http.Response.Headers.ContentDisposition = $"attachment; filename=audit.{JsonFormat.NameOf(format)}";
        return format == Format.Csv
            ? TypedResults.Stream(stream => AuditCsv.WriteAsync(stream, entries, http.RequestAborted), $"{MediaTypeNames.Text.Csv}; charset=utf-8")
            : TypedResults.Ok(entries);
    }

    private static async IAsyncEnumerable<AuditEntryJson> Convert(IAsyncEnumerable<AuditEntry> entries)
    {
        await foreach (var entry in entries)
            yield return AuditEntryJson.Of(entry);
    }
}
