using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Maintenance.Retention;
using TaskScheduler.Web.Access;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Storage;

/// <summary>How long what is kept, over REST, for administrators.</summary>
public static class RetentionApi
{
    public static void MapRetention(this RouteGroupBuilder api)
    {
        var retention = api.MapGroup("/retention").WithTags(StorageApi.Tag).RequireAuthorization(Policies.Administer);
        retention.MapGet("/", ListAsync).WithName("readRetention")
            .WithSummary("Read how long what is kept").WithDescription("The rule of each kind, and what was deleted within the last thirty days.")
            .Produces<RetentionJson>();
        retention.MapPut("/", SaveAsync).WithName("changeRetention")
            .WithSummary("Change how long what is kept").WithDescription("For the kinds that are named; the others keep their rules. A number that is left out means for ever, or any number. What breaks either number is deleted within the hour, old data too; look at the preview first.")
            .Takes<RetentionRulesJson>().Produces<RetentionJson>().Refuses(400, 413, 415);
        retention.MapPost("/preview", PreviewAsync).WithName("previewRetention")
            .WithSummary("Count what rules would delete").WithDescription("As if they were saved now; nothing is changed. Counting goes through what is stored and may take seconds.")
            .Takes<RetentionRulesJson>().Produces<RetentionPreviewJson>().Refuses(400, 413, 415);
        retention.MapPost("/run", Start).WithName("applyRetention")
            .WithSummary("Delete what is past its time now").WithDescription("It is done every hour by itself. The answer is the work it is; look at it at /api/progress.")
            .Produces<WorkJson>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync(RetentionStore store, CancellationToken cancellationToken) => await AnswerAsync(store, await store.ListAsync(cancellationToken), cancellationToken);

    private static Task<IResult> SaveAsync(HttpContext http, RetentionStore store, CancellationToken cancellationToken) =>
        UseAsync(http, async rules => await AnswerAsync(store, await store.SaveAsync(rules, cancellationToken), cancellationToken), cancellationToken);

    private static Task<IResult> PreviewAsync(HttpContext http, RetentionStore store, CancellationToken cancellationToken) =>
        UseAsync(http, async rules => Problems.Unless(await store.PreviewAsync(rules, cancellationToken), preview => TypedResults.Ok(RetentionPreviewJson.Of(preview))), cancellationToken);

    private static IResult Start(RetentionStore store) => Problems.Unless(store.Start(), work => TypedResults.Accepted($"{ApiSetup.Root}/progress/{work.Id}", WorkJson.Of(work)));

    private static async Task<IResult> AnswerAsync(RetentionStore store, Result<IReadOnlyList<RetentionRule>> rules, CancellationToken cancellationToken)
    {
        if (!rules.Succeeded)
            return Problems.Of(rules.Refusal.Value, rules.Faults);
        return Problems.Unless(await store.RemovedAsync(cancellationToken), removed => TypedResults.Ok(new RetentionJson(
            [.. rules.Value.Select(RetentionRuleJson.Of)],
            [.. removed.Select(one => new RemovedJson(one.Day, one.Kind, one.Count))])));
    }

    private static Task<IResult> UseAsync(HttpContext http, Func<IReadOnlyList<RetentionRule>, Task<IResult>> use, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var rules = Read(body, faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : await use(rules);
    }, cancellationToken);

    private static List<RetentionRule> Read(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["rules"]);
        var list = reader.List("rules");
        if (list is null && faults.Count == 0)
            faults.Add(new("rules", "Give the rules that are to change as a list."));
        return list is null || faults.Count > 0 ? [] : [.. list.Value.EnumerateArray().Index().Select(rule => One(rule.Item, $"rules[{rule.Index}]", faults))];
    }

    private static RetentionRule One(JsonElement rule, string path, List<Fault> faults)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, $"'{path}' must be a JSON object."));
            return new(default, null, null);
        }

        var reader = new ObjectReader(rule, path + ".", faults);
        reader.AllowOnly(["kind", "days", "perTask"]);
        var values = new QueryReader();
        var kind = values.Choice(path + ".kind", reader.Text("kind"), Enum.GetValues<RetentionKind>());
        if (kind is null && values.Faults.Count == 0 && !faults.Exists(fault => fault.Field == path + ".kind"))
            faults.Add(new(path + ".kind", $"Say what it is about: {string.Join(", ", Enum.GetValues<RetentionKind>().Select(JsonFormat.NameOf))}."));
        faults.AddRange(values.Faults);
        return new(kind ?? default, reader.Number("days"), reader.Number("perTask"));
    }
}
