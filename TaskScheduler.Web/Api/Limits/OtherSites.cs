using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TaskScheduler.Web.Api.Repeats;

namespace TaskScheduler.Web.Api.Limits;

/// <summary>
/// Lets the pages of listed sites, and of no others, call the interface from a browser (CORS). They come with a token: a
/// visitor's cookie is neither asked for nor taken, so such a page can do nothing in the visitor's name.
/// </summary>
public static class OtherSites
{
    private static readonly TimeSpan remembered = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddOtherSites(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<ApiOptions>>((cors, api) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. api.Value.Origins])
            .WithMethods("GET", "POST", "PUT", "DELETE")
            .AllowAnyHeader()
            .WithExposedHeaders(HeaderNames.ETag, HeaderNames.Location, HeaderNames.RetryAfter, RepeatableCall.Replayed)
            .SetPreflightMaxAge(remembered)));
        return services;
    }

    /// <summary>Whether a listed site's page sent this request to the interface. If so, it is taken without the cookies it came with.</summary>
    public static bool Admits(HttpRequest request, string origin)
    {
        var admitted = ApiSetup.IsApi(request.HttpContext)
            && request.HttpContext.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
        if (admitted)
            request.Headers.Remove(HeaderNames.Cookie);
        return admitted;
    }
}
