using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using TaskScheduler.Core;
using TaskScheduler.Web.Api.Accounts;
using TaskScheduler.Web.Api.Alerts;
using TaskScheduler.Web.Api.Audit;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Calendars;
using TaskScheduler.Web.Api.Definitions;
using TaskScheduler.Web.Api.Differences;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Forecasts;
using TaskScheduler.Web.Api.Hooks;
using TaskScheduler.Web.Api.Limits;
using TaskScheduler.Web.Api.Messages;
using TaskScheduler.Web.Api.Metrics;
using TaskScheduler.Web.Api.Monitoring;
using TaskScheduler.Web.Api.Notifications;
using TaskScheduler.Web.Api.Outputs;
using TaskScheduler.Web.Api.Payments;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Report;
using TaskScheduler.Web.Api.Runs;
using TaskScheduler.Web.Api.Secrets;
using TaskScheduler.Web.Api.Storage;
using TaskScheduler.Web.Api.Versions;

namespace TaskScheduler.Web.Api;

public static class ApiSetup
{
    private const string StorageRetrySeconds = "5";

    /// <summary>Where all calls for programs are.</summary>
    public const string Root = "/api";

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCheckedOptions<ApiOptions, ApiOptionsCheck>(configuration.GetSection("TaskScheduler:Api"));
        services.ConfigureHttpJsonOptions(options => JsonFormat.Apply(options.SerializerOptions));
        services.AddProblemDetails();
        services.AddScoped<Microsoft.AspNetCore.Authorization.IAuthorizationHandler, MetricsCheck>();
        services.AddSingleton<KeyTurns>();
        services.KeepHooksOutOfLog();
        return services.AddApiDocument().AddRequestLimit().AddOtherSites().AddCompression();
    }

    /// <summary>Answers every call for programs in the form of <see cref="Problems"/> when it fails. Stands before routing.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseRootPaths();
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => WriteAsync(http, Failed(http)) });
            api.UseStatusCodePages(status => WriteAsync(status.HttpContext, Problems.Of(status.HttpContext.Response.StatusCode)));
            api.UseCors();
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root);
        MapTasksAndRuns(api);
        app.MapHookAddresses();
        MapPeople(api);
        app.MapCalendarAddresses();
        MapMonitor(api);
        app.MapHealth(api);
        app.MapPrometheus();
        app.MapOpenApi();
    }

    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments(HooksApi.Path, StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments(CalendarsApi.Path, StringComparison.OrdinalIgnoreCase);

    private static void MapTasksAndRuns(RouteGroupBuilder api)
    {
        api.MapTasks();
        api.MapVersions();
        api.MapTaskBatch();
        api.MapTaskBulk();
        api.MapTaskTypes();
        api.MapSchedules();
        api.MapHooks();
        api.MapDefinitions();
        api.MapSecrets();
        api.MapRuns();
        api.MapOutputs();
        api.MapRunDifference();
        api.MapActiveRuns();
        api.MapRunBulk();
        api.MapRunLimits();
        api.MapDeadLetters();
        api.MapPayments();
    }

    private static void MapPeople(RouteGroupBuilder api)
    {
        api.MapOwnAccount();
        api.MapAccounts();
        api.MapNotifySettings();
        api.MapBell();
        api.MapMessages();
        api.MapAlerts();
        api.MapChannels();
        api.MapCalendars();
        api.MapAudit();
    }

    private static void MapMonitor(RouteGroupBuilder api)
    {
        api.MapOverview();
        api.MapForecast();
        api.MapMetrics();
        api.MapReport();
        api.MapStorage();
        api.MapRetention();
        api.MapBackups();
        api.MapProgress();
    }

    // The disk is full, or the database away: that is for the caller to wait out, not a fault of the program.
    private static IResult Failed(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>()?.Error is not DbException)
            return Problems.Of(http.Response.StatusCode);
        http.Response.Headers.RetryAfter = StorageRetrySeconds;
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, "The database can't be used at the moment. Nothing was changed; try again in a few seconds.");
    }

    private static Task WriteAsync(HttpContext http, IResult problem) => problem.ExecuteAsync(http);
}
