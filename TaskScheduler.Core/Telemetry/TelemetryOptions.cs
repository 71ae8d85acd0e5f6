using System.Net;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Outgoing;

namespace TaskScheduler.Core.Telemetry;

/// <summary>Who is told what the program measures (section <c>TaskScheduler:Telemetry</c>).</summary>
public sealed class TelemetryOptions
{
    /// <summary>Where metrics and traces are sent by OTLP: an <c>http</c> or <c>https</c> address, such as <c>http://localhost:4318</c>. Not set, <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> counts; without both nothing is sent.</summary>
    public string? Endpoint { get; set; }

    /// <summary>By which protocol they are sent to <see cref="Endpoint"/>: <c>Http</c> (Protocol Buffers over HTTP, usually to port 4318) or <c>Grpc</c> (usually to port 4317). Default <c>Http</c>.</summary>
    public string Protocol { get; set; } = "Http";

    /// <summary>Addresses and networks that may read <c>/metrics</c> without a token, with commas between them; <c>0.0.0.0/0, ::/0</c> means everybody. Not set, none may.</summary>
    public string? MetricsNetworks { get; set; }

    internal bool IsGrpc => Protocol.Equals("Grpc", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> Entries => (MetricsNetworks ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether metrics may be read from an address without a token.</summary>
    public bool Opens(IPAddress? address) => address is not null && Entries.Any(entry =>
        NetworkText.TryRead(entry, out var network, out _) && network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));

    internal IEnumerable<string> Faults()
    {
        foreach (var entry in Entries)
            if (!NetworkText.TryRead(entry, out _, out var fault))
                yield return $"TaskScheduler:Telemetry:MetricsNetworks holds '{entry}': {fault}";
        if (!IsGrpc && !Protocol.Equals("Http", StringComparison.OrdinalIgnoreCase))
            yield return $"TaskScheduler:Telemetry:Protocol is '{Protocol}'; it has to be Http or Grpc.";
        if (!string.IsNullOrWhiteSpace(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"TaskScheduler:Telemetry:Endpoint is '{Endpoint}'; it has to be an http or https address, such as http://localhost:4318.";
    }
}

internal sealed class TelemetryOptionsCheck : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options) => options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
