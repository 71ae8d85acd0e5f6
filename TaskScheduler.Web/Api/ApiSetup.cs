using Microsoft.Extensions.Options;
using TaskScheduler.Web.Api.Accounts;
using TaskScheduler.Web.Api.Audit;
using TaskScheduler.Web.Api.Bulk;
using TaskScheduler.Web.Api.Definitions;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Hooks;
using TaskScheduler.Web.Api.Limits;
using TaskScheduler.Web.Api.Repeats;
using TaskScheduler.Web.Api.Runs;
using TaskScheduler.Web.Api.Versions;

namespace TaskScheduler.Web.Api;

public static class ApiSetup
{
    /// <summary>Where all calls for programs are.</summary>
    public const string Root = "/api";

    public static IServiceCollection AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsCheck>();
        services.AddOptions<ApiOptions>().Bind(configuration.GetSection("TaskScheduler:Api")).ValidateOnStart();
        services.ConfigureHttpJsonOptions(options => JsonFormat.Apply(options.SerializerOptions));
        services.AddProblemDetails();
        services.AddHealthChecks();
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
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => WriteAsync(http, Problems.Of(http.Response.StatusCode)) });
            api.UseStatusCodePages(status => WriteAsync(status.HttpContext, Problems.Of(status.HttpContext.Response.StatusCode)));
            api.UseCors();
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root);
        api.MapTasks();
        api.MapVersions();
        api.MapTaskBatch();
        api.MapTaskBulk();
        api.MapRuns();
        api.MapActiveRuns();
        api.MapRunBulk();
        api.MapDeadLetters();
        api.MapRunLimits();
        api.MapTaskTypes();
        api.MapOwnAccount();
        api.MapAccounts();
        api.MapAudit();
        api.MapSchedules();
        api.MapHooks();
        app.MapHookAddresses();
        api.MapDefinitions();
        app.MapHealth();
        app.MapOpenApi();
    }

    public static bool IsApi(HttpContext http) =>
        http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase)
        || http.Request.Path.StartsWithSegments(HooksApi.Path, StringComparison.OrdinalIgnoreCase);

    private static Task WriteAsync(HttpContext http, IResult problem) => problem.ExecuteAsync(http);
}
