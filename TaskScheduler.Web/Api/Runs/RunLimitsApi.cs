using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.Limits;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>The limits of runs over REST, for administrators.</summary>
public static class RunLimitsApi
{
    public static void MapRunLimits(this RouteGroupBuilder api)
    {
        var limits = api.MapGroup("/limits").WithTags("Limits").RequireAuthorization(Policies.Administer);
        limits.MapGet("/", (LimitStore store) => Answer(store.List())).WithName("listLimits")
            .WithSummary("List limits").WithDescription("All limits of runs, with how many run and wait under each at this moment.")
            .Produces<IReadOnlyList<RunLimitUseJson>>();
        limits.MapPut("/", ReplaceAsync).WithName("replaceLimits")
            .WithSummary("Replace all limits").WithDescription("Takes effect at once, for runs that wait too. Runs that run already go on.")
            .Takes<RunLimitsJson>().Produces<IReadOnlyList<RunLimitUseJson>>().Refuses(400, 413, 415);
    }

    private static Task<IResult> ReplaceAsync(HttpContext http, LimitStore store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var limits = Read(body, faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : Answer(await store.ReplaceAsync(limits));
    }, cancellationToken);

    private static IResult Answer(Result<IReadOnlyList<LimitUse>> result) => Problems.Unless(result, uses => TypedResults.Ok(uses.Select(RunLimitUseJson.Of)));

    private static List<RunLimit> Read(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["limits"]);
        var list = reader.List("limits");
        if (list is null && faults.Count == 0)
            faults.Add(new("limits", "Give all limits as a list; an empty one means that there are none."));
        if (list?.GetArrayLength() > LimitRules.Most)
            faults.Add(new("limits", $"There may be up to {LimitRules.Most} limits."));
        return list is null || faults.Count > 0 ? [] : [.. list.Value.EnumerateArray().Index().Select(limit => One(limit.Item, $"limits[{limit.Index}]", faults))];
    }

    private static RunLimit One(JsonElement limit, string path, List<Fault> faults)
    {
        if (limit.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, $"'{path}' must be a JSON object."));
            return new(default, "", null, null);
        }

        var reader = new ObjectReader(limit, path + ".", faults);
        reader.AllowOnly(["scope", "name", "concurrency", "perMinute"]);
        var values = new QueryReader();
        var scope = values.Choice(path + ".scope", reader.Text("scope"), Enum.GetValues<LimitScope>());
        if (scope is null && values.Faults.Count == 0 && !faults.Exists(fault => fault.Field == path + ".scope"))
            faults.Add(new(path + ".scope", "Say what it is about: type or tag."));
        faults.AddRange(values.Faults);
        return new(scope ?? default, reader.Text("name") ?? "", reader.Number("concurrency"), reader.Number("perMinute"));
    }
}
