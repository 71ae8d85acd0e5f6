using System.Net;

namespace TaskScheduler.Core.TaskTypes.Http;

/// <summary>What follows from an answer that was not the expected one.</summary>
internal static class FailedAnswer
{
    private static readonly TimeSpan longestWait = TimeSpan.FromDays(1);

    /// <summary>Whether the same request would be answered in the same way: the fault is the request's (RFC 9110 §15.5), and not that it came too soon or too slowly.</summary>
    public static bool IsFinal(HttpResponseMessage response)
    {
        const int tooEarly = 425; // RFC 8470 §5.2
        return (int)response.StatusCode is >= 400 and < 500 and not tooEarly
            && response.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);
    }

    /// <summary>How long the server asks to be left alone (RFC 9110 §10.2.3), at most a day; null when it does not ask.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        return asked is { } wait && wait > TimeSpan.Zero ? TimeSpan.FromTicks(Math.Min(wait.Ticks, longestWait.Ticks)) : null;
    }
}
