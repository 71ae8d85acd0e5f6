using TaskScheduler.Core.Runs.Control;

namespace TaskScheduler.Web.Parts.Bulk;

/// <summary>How an action for many runs is said and shown.</summary>
/// <param name="Done">What was done, after "12 runs".</param>
public sealed record RunActionLook(string Words, string Icon, string Consequence, string Done)
{
    public static RunActionLook Of(RunAction action) => action switch
    {
        RunAction.Cancel => new("Cancel", "cancel", "What waits does not start. What runs is asked to stop. They can be retried later.", "cancelled"),
        RunAction.Retry => new("Retry", "replay", "Each gets a further attempt, with its task as it is now. So many start in a minute; the rest wait for their turn, also through a restart.", "to be tried again"),
        RunAction.Discard => new("Discard", "delete_sweep", "They leave the inbox and stay in the history as failed, with your reason.", "discarded"),
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action without words."),
    };

    public static string Runs(int count) => count == 1 ? "1 run" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} runs");
}
