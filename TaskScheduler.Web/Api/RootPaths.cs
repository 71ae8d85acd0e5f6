using Microsoft.Net.Http.Headers;

namespace TaskScheduler.Web.Api;

/// <summary>
/// Lets the main calls answer at the root too: <c>/executedTasks</c> is <c>/api/executedTasks</c>. The path is changed
/// before routing, so each call exists once, and meets the same rules at both places.
/// </summary>
public static class RootPaths
{
    private static readonly PathString Tasks = "/tasks";
    private static readonly PathString[] Shared = [Tasks, "/executedTasks", "/task-types", "/scheduled-tasks-summary"];

    public static void UseRootPaths(this WebApplication app) => app.Use((http, next) =>
    {
        var request = http.Request;
        if (!Shared.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            return next(http);

        if (IsUnderTasks(request) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
            if (AsksForPage(request))
                return next(http);
        }

        request.Path = ApiSetup.Root + request.Path;
        return next(http);
    });

    // Under /tasks live pages as well. A browser that navigates, or Blazor that does so for it ("text/html;
    // blazor-enhanced-nav=on"), names text/html; a program asks for JSON, for */* or for nothing.
    private static bool AsksForPage(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var html = Quality(accepted, "text/html");
        return html > 0 && html > Quality(accepted, "application/json");
    }

    private static double Quality(IList<MediaTypeHeaderValue> accepted, string mediaType) => accepted
        .Where(accept => accept.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        .Select(accept => accept.Quality ?? 1)
        .DefaultIfEmpty(0)
        .Max();

    private static bool IsUnderTasks(HttpRequest request) => request.Path.StartsWithSegments(Tasks, StringComparison.OrdinalIgnoreCase);
}
