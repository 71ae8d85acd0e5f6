using Microsoft.Extensions.Options;

namespace TaskScheduler.Web.Api.Limits;

/// <summary>How programs and other sites' pages may use the calls under <c>/api</c> (section <c>TaskScheduler:Api</c>).</summary>
public sealed class ApiOptions
{
    /// <summary>How many requests one caller may send per second, on average: 0 to 1,000,000, where 0 sets no limit. Default 200.</summary>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>How many requests one caller may send at once after a pause: 1 to 1,000,000. Default 1,000.</summary>
    public int Burst { get; set; } = 1_000;

    /// <summary>Sites whose pages may call the interface from a browser, with blanks between them. Default: none.</summary>
    public string CorsOrigins { get; set; } = "";

    public IReadOnlyList<string> Origins => CorsOrigins.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class ApiOptionsCheck : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options)
    {
        var faults = new List<string>();
        if (options.RequestsPerSecond is < 0 or > 1_000_000)
            faults.Add($"TaskScheduler:Api:RequestsPerSecond is {options.RequestsPerSecond}; it must lie between 0 (no limit) and 1000000.");
        if (options.Burst is < 1 or > 1_000_000)
            faults.Add($"TaskScheduler:Api:Burst is {options.Burst}; it must lie between 1 and 1000000.");
        faults.AddRange(options.Origins.Where(origin => !IsOrigin(origin))
            .Select(origin => $"TaskScheduler:Api:CorsOrigins holds '{origin}'; name each site as https://app.example.com, without a path and without wildcards."));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    // As a browser writes it (RFC 6454, section 6.2), because it is compared with what a browser sends.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.GetLeftPart(UriPartial.Authority) == text && !text.Contains('*', StringComparison.Ordinal);
}
