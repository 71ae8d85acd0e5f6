using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>The page on which a person reads and tries the calls: Swagger UI, with all its files from this program.</summary>
public static class DocumentPage
{
    private const string Path = "docs";

    /// <summary>Stands after authorization: what it shows is for those who may sign in.</summary>
    public static void UseDocumentPage(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            if (http.Request.Path.StartsWithSegments("/" + Path, StringComparison.OrdinalIgnoreCase))
                http.Response.Headers.ContentSecurityPolicy = OwnPagesOnly.ContentPolicyWithInlineStyles;
            return next(http);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Path;
            page.DocumentTitle = "TaskScheduler: REST";
            page.SwaggerEndpoint("/openapi/v1.json", "TaskScheduler v1");
            page.EnableDeepLinking();
            page.DisplayRequestDuration();
        });
    }
}
