using System.ComponentModel;
using TaskScheduler.Core.Forecasting;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Forecasts;

/// <summary>How a forecast is to be said, as written in the URL.</summary>
public sealed record ForecastQuery
{
    [Description("In which the words say times: an IANA name, UTC unless said.")]
    public string? TimeZone { get; init; }
}

/// <summary>The forecast over REST.</summary>
public static class ForecastApi
{
    public const string Tag = "Forecast";

    public static void MapForecast(this RouteGroupBuilder api)
    {
        api.MapGet("/scheduled-tasks-summary", GetAsync).WithTags(Tag).WithName("getScheduledTasksSummary")
            .WithSummary("Look three hours ahead").WithDescription("For each scheduled time of the next three hours how many tasks are due, the compute they require and the instances that takes; whether those that run are enough; the times that need the most; and the past hour, as it was and as it had been predicted. Answered from memory.")
            .Produces<ForecastJson>().Refuses(400);
        api.MapWhatIf();
        api.MapSpread();
    }

    private static async Task<IResult> GetAsync([AsParameters] ForecastQuery asked, LoadForecast forecast, CancellationToken cancellationToken)
    {
        var name = QueryReader.Text(asked.TimeZone) ?? ZoneNames.Default;
        return ZoneNames.TryRead(name, out var zone)
            ? TypedResults.Ok(ForecastJson.Of(await forecast.ReadAsync(cancellationToken), ZoneNames.Find(zone)))
            : Problems.Invalid([new("timeZone", $"'{name}' is not a known time zone; write an IANA name such as Europe/Berlin or UTC.")]);
    }
}
