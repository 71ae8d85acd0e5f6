using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using TaskScheduler.Web.Access;

namespace TaskScheduler.Web.Api.Limits;

/// <summary>
/// Keeps one caller from taking the whole server: each has a bucket of requests that fills up again steadily. Pages are not
/// meant, they have a circuit, nor is health, which is asked just when there is much to do.
/// </summary>
public static class RequestLimit
{
    public static IServiceCollection AddRequestLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
        {
            limiter.OnRejected = (rejected, _) => RefuseAsync(rejected);
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(CallerOf(http), _ => BucketOf(api.Value)));
        });
        return services;
    }

    /// <summary>Stands after authentication, which says who calls.</summary>
    public static void UseRequestLimit(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerSecond > 0)
            app.UseWhen(IsLimited, limited => limited.UseRateLimiter());
    }

    private static bool IsLimited(HttpContext http) =>
        ApiSetup.IsApi(http) && !http.Request.Path.StartsWithSegments(ApiSetup.Root + "/health", StringComparison.OrdinalIgnoreCase);

    // One request at a time, so that the bucket fills evenly and not once a second.
    private static TokenBucketRateLimiterOptions BucketOf(ApiOptions api) => new()
    {
        TokenLimit = api.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / api.RequestsPerSecond,
        QueueLimit = 0,
        AutoReplenishment = false,
    };

    private static string CallerOf(HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { Length: > 0 } account
        ? "account " + account
        : CallerNetwork.Of(http.Connection.RemoteIpAddress);

    private static ValueTask RefuseAsync(OnRejectedContext rejected)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        var seconds = wait.ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        return new(Problems.Of(StatusCodes.Status429TooManyRequests, $"You send more requests than one caller may. Wait {seconds} s; an administrator can raise TaskScheduler:Api:RequestsPerSecond.")
            .ExecuteAsync(rejected.HttpContext));
    }
}
