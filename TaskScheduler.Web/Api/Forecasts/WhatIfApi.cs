using TaskScheduler.Core;
using TaskScheduler.Core.Forecasting.WhatIf;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>What saving a task would do, over REST.</summary>
public static class WhatIfApi
{
    public static void MapWhatIf(this RouteGroupBuilder api) => api.MapPost("/tasks/what-if", AskAsync).WithTags(ForecastApi.Tag).WithName("askWhatIf")
        .WithSummary("Ask what saving a task would do").WithDescription("Nothing is saved. Says how many runs of the next three hours would come, go or move, the load before and after at the times that would change, whether more instances would be needed, and other times near the one asked for at which there is room. Takes the right to save the task.")
        .Takes<WhatIfRequestJson>().Produces<WhatIfJson>().Refuses(400, 404, 409, 413, 415);

    private static Task<IResult> AskAsync(HttpContext http, WhatIfForecast forecast, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["task", "replaces"]);
        var values = new QueryReader();
        var replaces = values.Id("replaces", reader.Text("replaces"));
        var task = reader.Object("task");
        if (task is null && faults.Count == 0)
            faults.Add(new("task", "Give the task as it would be saved."));
        IReadOnlyList<Fault> found = [];
        var draft = task is { } given ? TaskBody.ReadNew(given, out found, "task.") : null;
        if (draft is null || faults.Count > 0 || values.Faults.Count > 0)
            return Problems.Invalid([.. faults, .. values.Faults, .. found]);
        var answer = await forecast.AskAsync(draft, replaces, cancellationToken);
        return answer.Succeeded ? TypedResults.Ok(WhatIfJson.Of(answer.Value))
            : answer.Refusal == Refusal.Invalid ? Problems.Invalid([.. answer.Faults.Select(fault => fault with { Field = "task." + fault.Field })])
            : Problems.Of(answer.Refusal.Value, answer.Faults);
    }, cancellationToken);
}
