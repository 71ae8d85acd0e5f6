using System.Text.Json.Nodes;

namespace TaskScheduler.Core.Runs.Control;

/// <summary>What shall be different when a run is tried again.</summary>
/// <param name="Payload">In place of its task's; null when the run's payload stays as it is.</param>
/// <param name="NotBefore">When it may start; null means now.</param>
public sealed record RetryChange(JsonObject? Payload = null, DateTimeOffset? NotBefore = null)
{
    public static RetryChange Nothing { get; } = new();
}

/// <summary>Rules for what people write about runs.</summary>
internal static class RunRules
{
    private const int ReasonLength = 500;

    /// <summary>What is wrong with a reason for discarding; null when nothing is.</summary>
    public static Fault? DiscardReason(string? text, out string words)
    {
        words = text?.Trim() ?? "";
        return words.Length == 0 ? new("reason", "Say why nobody tries this again.")
            : words.Length > ReasonLength ? new("reason", $"The reason has {words.Length} characters; shorten it to {ReasonLength}.")
            : words.Any(char.IsControl) ? new("reason", "The reason has to be one line without control characters.")
            : null;
    }
}
