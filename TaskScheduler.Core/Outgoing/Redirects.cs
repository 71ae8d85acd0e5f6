using System.Net;

namespace TaskScheduler.Core.Outgoing;

/// <summary>
/// Follows redirects as RFC 9110 §15.4 has them, without taking along what was meant for another server. The framework's own
/// handler leaves out Authorization alone, and keys and tokens have many names.
/// </summary>
internal sealed class Redirects : DelegatingHandler
{
    // What says nothing that only the first server may know.
    private static readonly string[] harmless = ["Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "User-Agent", "TaskScheduler-Run-Id", "TaskScheduler-Attempt"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        for (var count = 0; count < OutgoingRegistration.MostRedirects && TargetOf(request, response) is { } target; count++)
        {
            Follow(request, response.StatusCode, target);
            response.Dispose();
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    /// <summary>Where a response leads to; null when it does not, or from https to http.</summary>
    private static Uri? TargetOf(HttpRequestMessage request, HttpResponseMessage response)
    {
        if ((int)response.StatusCode is not (300 or 301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            return null;
        var target = location.IsAbsoluteUri ? location : new Uri(request.RequestUri!, location);
        var isHttp = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && request.RequestUri!.Scheme == Uri.UriSchemeHttp);
        // The part of a page that is meant goes on where the new address names none (RFC 9110 §10.2.2).
        return !isHttp ? null : target.Fragment.Length == 0 && request.RequestUri!.Fragment.Length > 0 ? new UriBuilder(target) { Fragment = request.RequestUri.Fragment }.Uri : target;
    }

    private static void Follow(HttpRequestMessage request, HttpStatusCode status, Uri target)
    {
        if (ComesAsGet(request.Method, status))
        {
            request.Method = HttpMethod.Get;
            request.Content = null;
            // A body without a length has set it.
            request.Headers.TransferEncodingChunked = null;
        }

        var leaves = !SameOrigin(request.RequestUri!, target);
        // Never sent on, also within a server: what it was for was the first address.
        foreach (var name in request.Headers.Select(header => header.Key).Where(name => name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || (leaves && !harmless.Contains(name, StringComparer.OrdinalIgnoreCase))).ToList())
            request.Headers.Remove(name);
        request.RequestUri = target;
    }

    private static bool ComesAsGet(HttpMethod method, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Ambiguous or HttpStatusCode.Moved or HttpStatusCode.Found => method == HttpMethod.Post,
        HttpStatusCode.SeeOther => method != HttpMethod.Get && method != HttpMethod.Head,
        _ => false,
    };

    private static bool SameOrigin(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
