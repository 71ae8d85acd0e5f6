using System.Threading.RateLimiting;
using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Access;

/// <summary>Slows guessing down: an account is locked after a few wrong passwords, and one address may not go through many accounts.</summary>
public static class SignInLimit
{
    /// <summary>Attempts of one address in a minute, right ones included.</summary>
    public const int PerMinute = 20;

    private static readonly PathString[] doors = ["/sign-in", "/setup"];

    public static void UseSignInLimit(this WebApplication app)
    {
        var limiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetSlidingWindowLimiter(
            CallerNetwork.Of(http.Connection.RemoteIpAddress),
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
        app.Use((http, next) => IsAttempt(http.Request) && !limiter.AttemptAcquire(http).IsAcquired ? RefuseAsync(http) : next(http));
    }

    private static bool IsAttempt(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && doors.Any(door => request.Path.StartsWithSegments(door, StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "60";
        return Problems.Of(StatusCodes.Status429TooManyRequests, "Too many attempts from your address. Wait a minute, then try again.").ExecuteAsync(http);
    }
}
