using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Moments;

namespace TaskScheduler.Web.Layout;

public static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services.AddPageServices();
    }

    /// <summary>What components ask for, without the server that renders them: component tests use the same.</summary>
    public static IServiceCollection AddPageServices(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<BrowserTime>();
        services.AddScoped<MomentTicker>();
        return services;
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/", () => Results.LocalRedirect("~/tasks")).ExcludeFromDescription();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    /// <summary>A person who follows a dead link gets a page; a program gets the bare status.</summary>
    public static void UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((http, next) =>
        {
            if (!http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/html"))
                http.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
            return next(http);
        });
    }
}
