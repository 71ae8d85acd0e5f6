using TaskScheduler.Web.Api;
using TaskScheduler.Web.Api.Limits;

namespace TaskScheduler.Web.Access;

/// <summary>
/// Refuses what a foreign web page sends from a visitor's browser, which adds the visitor's cookie: such a page could
/// otherwise create tasks, or read along through a WebSocket. And tells browsers what the program's own pages may do.
/// </summary>
public static class OwnPagesOnly
{
    private const string FetchSite = "Sec-Fetch-Site";

    // Components set sizes and colours in style attributes; scripts and style sheets come from files of this program only.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>For a page of somebody else's making that brings a style sheet inside of it.</summary>
    public static string ContentPolicyWithInlineStyles => ContentPolicy.Replace("style-src 'self';", "style-src 'self' 'unsafe-inline';", StringComparison.Ordinal);

    public static void UseOwnPagesOnly(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(GuardAsync, http.Response.Headers);
        return IsForeign(http.Request)
            ? Problems.Of(StatusCodes.Status403Forbidden, "Another web site sent this request. TaskScheduler takes requests from its own pages and from programs.").ExecuteAsync(http)
            : next(http);
    });

    // At the last moment: an answer to an exception begins with empty headers.
    private static Task GuardAsync(object response)
    {
        var headers = (IHeaderDictionary)response;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = ContentPolicy;
        headers["Referrer-Policy"] = "same-origin";
        return Task.CompletedTask;
    }

    // A browser adds these headers by itself and no page can change them; a program sends none. A plain link from
    // another site carries no Origin and only reads, so it works.
    private static bool IsForeign(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && OtherSites.Admits(request, origin))
            return false;
        if (origin.Length > 0 && !IsOwn(origin, request))
            return true;
        var site = request.Headers[FetchSite].ToString();
        var onlyReads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return !onlyReads && site is not ("" or "same-origin" or "none");
    }

    // The scheme is left out: behind a proxy that ends TLS it differs from the one seen here.
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && request.Host.HasValue
        && uri.Authority.Equals(Authority(request, uri.Scheme), StringComparison.OrdinalIgnoreCase);

    private static string Authority(HttpRequest request, string scheme) =>
        Uri.TryCreate($"{scheme}://{request.Host.Value}", UriKind.Absolute, out var own) ? own.Authority : "";
}
