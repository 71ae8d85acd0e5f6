using TaskScheduler.Web.Api.Definitions;
using TaskScheduler.Web.Api.Documentation;

namespace TaskScheduler.Web.Api;

public static class ApiSetup
{
    /// <summary>Where all calls for programs are.</summary>
    public const string Root = "/api";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => JsonFormat.Apply(options.SerializerOptions));
        services.AddProblemDetails();
        services.AddHealthChecks();
        services.AddApiDocument();
        return services;
    }

    /// <summary>Answers every call for programs in the form of <see cref="Problems"/> when it fails. Stands before routing.</summary>
    public static void UseApi(this WebApplication app)
    {
        app.UseRootPaths();
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => WriteAsync(http, Problems.Of(http.Response.StatusCode)) });
            api.UseStatusCodePages(status => WriteAsync(status.HttpContext, Problems.Of(status.HttpContext.Response.StatusCode)));
        });
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root);
        api.MapTasks();
        api.MapRuns();
        api.MapTaskTypes();
        api.MapDefinitions();
        app.MapHealth();
        app.MapOpenApi();
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    private static Task WriteAsync(HttpContext http, IResult problem) => problem.ExecuteAsync(http);
}
