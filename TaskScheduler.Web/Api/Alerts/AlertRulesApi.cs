using System.ComponentModel;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Alerts;

/// <summary>Which incidents are asked for, as written in the URL.</summary>
public sealed record IncidentQuery
{
    [Description("open or closed; both unless said.")]
    public string? State { get; init; }

    [Description("From 1.")]
    public string? Page { get; init; }

    [Description("Incidents on a page, 25 unless said.")]
    public string? PageSize { get; init; }
}

/// <summary>Rules of alerts, and what they have found, over REST.</summary>
public static class AlertRulesApi
{
    public const string Tag = "Alerts";

    private const string Whose = "Operators make rules for tasks of their own and those shared with them by a tag; administrators for all tasks.";

    public static void MapAlerts(this RouteGroupBuilder api)
    {
        var rules = api.MapGroup("/alert-rules").WithTags(Tag);
        rules.MapGet("/", ListAsync).WithName("listAlertRules")
            .WithSummary("List rules").WithDescription("What is looked for, at which tasks, and who is told.")
            .Produces<IReadOnlyList<AlertRuleJson>>().Refuses(401);
        rules.MapPost("/", CreateAsync).WithName("createAlertRule").RequireAuthorization(Policies.Write)
            .WithSummary("Make a rule").WithDescription($"What it finds is one message, and one when it is over. {Whose}")
            .Takes<AlertRuleBodyJson>().Produces<AlertRuleJson>(201).Refuses(400, 401, 403, 413, 415)
            .Repeatable<Result<AlertRuleView>>(Created);
        rules.MapPut("/{id:guid}", ReplaceAsync).WithName("replaceAlertRule").RequireAuthorization(Policies.Write)
            .WithSummary("Replace a rule").WithDescription($"What is open goes on, unless the rule looks for something else, at other tasks, or not at all any more; then it is closed in silence. {Whose}")
            .Takes<AlertRuleBodyJson>().Produces<AlertRuleJson>().Refuses(400, 401, 403, 404, 413, 415);
        rules.MapDelete("/{id:guid}", DeleteAsync).WithName("deleteAlertRule").RequireAuthorization(Policies.Write)
            .WithSummary("Delete a rule").WithDescription($"What it has open is closed in silence. {Whose}")
            .Produces(204).Refuses(401, 403, 404);
        api.MapGet("/incidents", IncidentsAsync).WithTags(Tag).WithName("listIncidents")
            .WithSummary("List incidents").WithDescription("What rules have found: those that are open first, then the others, newest first.")
            .Produces<PageOf<IncidentJson>>().Refuses(400, 401);
        api.MapPost("/incidents/{id:guid}/close", CloseAsync).WithTags(Tag).WithName("closeIncident")
            .WithSummary("Close an incident").WithDescription("For what no run closes, because its cause is gone. Nobody is told. If its rule finds the same again, another incident begins.")
            .Produces(204).Refuses(401, 403, 404, 409);
    }

    private static async Task<IResult> CloseAsync(Guid id, IncidentClosing closing) => Problems.Unless(await closing.CloseAsync(id), _ => TypedResults.NoContent());

    private static async Task<IResult> ListAsync(AlertRuleStore store, CancellationToken cancellationToken) =>
        TypedResults.Ok((await store.ListAsync(cancellationToken)).Select(AlertRuleJson.Of));

    private static Task<IResult> CreateAsync(HttpContext http, AlertRuleStore store, CancellationToken cancellationToken) => UseAsync(http, async draft =>
    {
        var made = await store.CreateAsync(draft);
        return Created(made) ?? Problems.Of(made.Refusal!.Value, made.Faults);
    }, cancellationToken);

    private static Task<IResult> ReplaceAsync(Guid id, HttpContext http, AlertRuleStore store, CancellationToken cancellationToken) =>
        UseAsync(http, async draft => Problems.Unless(await store.ReplaceAsync(id, draft), rule => TypedResults.Ok(AlertRuleJson.Of(rule))), cancellationToken);

    private static async Task<IResult> DeleteAsync(Guid id, AlertRuleStore store) => Problems.Unless(await store.DeleteAsync(id), _ => TypedResults.NoContent());

    private static async Task<IResult> IncidentsAsync([AsParameters] IncidentQuery asked, IncidentStore store, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, pageSize) = read.Page(asked.Page, asked.PageSize);
        var state = read.Choice("state", asked.State, IncidentStates);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var found = await store.ListAsync(state is { } one ? one == IncidentState.Open : null, page, pageSize, cancellationToken);
        return TypedResults.Ok(new PageOf<IncidentJson>([.. found.Items.Select(IncidentJson.Of)], found.Total, found.Page, found.PageSize));
    }

    private static IReadOnlyList<IncidentState> IncidentStates { get; } = Enum.GetValues<IncidentState>();

    private static Task<IResult> UseAsync(HttpContext http, Func<AlertRuleDraft, Task<IResult>> use, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var draft = AlertRuleBody.Read(body, faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : await use(draft);
    }, cancellationToken);

    private static MadeAnswer? Created(Result<AlertRuleView> result) =>
        result.Succeeded ? new(StatusCodes.Status201Created, AlertRuleJson.Of(result.Value), $"{ApiSetup.Root}/alert-rules/{result.Value.Rule.Id}") : null;

    private enum IncidentState
    {
        Open,
        Closed,
    }
}
