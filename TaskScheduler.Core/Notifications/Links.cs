using Microsoft.Extensions.Options;

namespace TaskScheduler.Core.Notifications;

/// <summary>Where people reach the program (section <c>TaskScheduler</c>).</summary>
public sealed class LinkOptions
{
    /// <summary>The address that links in messages begin with, as <c>https://tasks.example.com</c>. Absent, the first one the program listens on.</summary>
    public string? PublicAddress { get; set; }
}

internal sealed class LinkOptionsCheck : IValidateOptions<LinkOptions>
{
    public ValidateOptionsResult Validate(string? name, LinkOptions options) =>
        string.IsNullOrWhiteSpace(options.PublicAddress) || (Uri.TryCreate(options.PublicAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "" })
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"TaskScheduler:PublicAddress is '{options.PublicAddress}'; it has to be an http or https address, such as https://tasks.example.com.");
}

/// <summary>Addresses of pages, for those who read about them elsewhere.</summary>
public sealed class Links(IOptions<LinkOptions> options)
{
    private const string UnlessSaid = "http://localhost:5000";

    /// <summary>Where the program listens, set once it does; any address of this machine counts as <c>localhost</c>.</summary>
    public string? Listening { get; set; }

    private string Start => (Written ?? Listening ?? UnlessSaid).TrimEnd('/');

    private string? Written => string.IsNullOrWhiteSpace(options.Value.PublicAddress) ? null : options.Value.PublicAddress.Trim();

    /// <param name="path">Without a slash before it.</param>
    public string To(string path) => $"{Start}/{path}";

    public string Run(Guid id) => To($"runs/{id}");

    public string Task(Guid id) => To($"tasks?edit={id}");
}
