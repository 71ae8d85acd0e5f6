using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Notifications;

/// <summary>How one wants to be told, over REST.</summary>
public static class NotifySettingsApi
{
    public static void MapNotifySettings(this RouteGroupBuilder api)
    {
        var own = api.MapGroup("/account/notifications").WithTags("Notifications");
        own.MapGet("/", (NotifySettingsStore store) => Answer(store.Own)).WithName("getNotificationSettings")
            .WithSummary("Read how you are told").WithDescription("Your time zone, what comes by e-mail and what into the bell, quiet hours, and summaries.")
            .Produces<NotifySettingsJson>().Refuses(401, 404);
        own.MapPut("/", PutAsync).WithName("putNotificationSettings")
            .WithSummary("Replace how you are told").WithDescription("All of it: what is absent is as if you had said nothing of it. Takes effect at once.")
            .Takes<NewNotifySettingsJson>().Produces<NotifySettingsJson>().Refuses(400, 401, 403, 404, 413, 415);
    }

    private static Task<IResult> PutAsync(HttpContext http, NotifySettingsStore store, CancellationToken cancellationToken) => JsonBody.UseAsync(http.Request, async body =>
    {
        var faults = new List<Fault>();
        var draft = Read(body, faults);
        return faults.Count > 0 ? Problems.Invalid(faults) : Answer(await store.PutAsync(draft));
    }, cancellationToken);

    private static IResult Answer(Result<NotifySettings> result) => Problems.Unless(result, settings => TypedResults.Ok(NotifySettingsJson.Of(settings)));

    private static NotifySettingsDraft Read(JsonElement body, List<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["timeZone", "mailAlerts", "bell", "quietHours", "summary", "summaryAt"]);
        var choices = new QueryReader();
        var (from, to) = QuietHoursIn(reader, faults);
        var draft = new NotifySettingsDraft
        {
            TimeZone = reader.Text("timeZone"),
            MailAlerts = reader.Switch("mailAlerts") ?? true,
            Bell = choices.Choice("bell", reader.Text("bell"), Enum.GetValues<BellChoice>()) ?? BellChoice.All,
            QuietFrom = from,
            QuietTo = to,
            Summary = choices.Choice("summary", reader.Text("summary"), Enum.GetValues<SummaryChoice>()) ?? SummaryChoice.None,
            SummaryAt = reader.Text("summaryAt"),
        };
        faults.AddRange(choices.Faults);
        return draft;
    }

    private static (string? From, string? To) QuietHoursIn(ObjectReader reader, List<Fault> faults)
    {
        if (reader.Object("quietHours") is not { } hours)
            return (null, null);
        var members = new ObjectReader(hours, "quietHours.", faults);
        members.AllowOnly(["from", "to"]);
        return (members.Text("from"), members.Text("to"));
    }
}
