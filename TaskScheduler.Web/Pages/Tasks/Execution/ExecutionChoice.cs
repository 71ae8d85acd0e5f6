namespace TaskScheduler.Web.Pages.Tasks.Execution;

/// <summary>One thing that can be chosen for the runs of a task.</summary>
/// <param name="Value">As in the JSON of a task.</param>
/// <param name="Help">What it means, a sentence or two.</param>
public sealed record ExecutionChoice(string Value, string Words, string Help)
{
    public static IReadOnlyList<ExecutionChoice> Retries { get; } =
    [
        new("none", "No retries", "The first attempt is the last. A run that fails has failed."),
        new("fixed", "The same wait each time", "Every retry comes after the same wait."),
        new("exponential", "Waits that double", "Each wait is twice as long as the one before, up to the longest wait."),
        new("list", "Waits of your own", "One retry for each wait you write."),
    ];

    public static IReadOnlyList<ExecutionChoice> Overlaps { get; } =
    [
        new("queue", "Wait for it", "One run waits until the running one has ended. Further ones that are due meanwhile are skipped."),
        new("skip", "Skip the new run", "A run that is due meanwhile is skipped. One that somebody asks for waits."),
        new("allow", "Run both at once", "Runs of this task may run at the same time."),
        new("cancelPrevious", "Cancel the running one", "The running one is cancelled, then the new one starts."),
    ];

    public static IReadOnlyList<ExecutionChoice> Recoveries { get; } =
    [
        new("tryAgain", "Try it again", "Nobody knows how far the lost run got. It gets one further attempt."),
        new("markAsLost", "Mark it as failed", "For work that must not be done twice. Find out how far it got, then retry it by hand."),
    ];

    public static IReadOnlyList<ExecutionChoice> Priorities { get; } =
    [
        new("high", "High", "Its runs start before all others that wait."),
        new("normal", "Normal", "Its runs start in the order in which they are due."),
        new("low", "Low", "Its runs start when no others wait."),
    ];

    /// <summary>The help of the choice with this value.</summary>
    public static string? HelpOf(IReadOnlyList<ExecutionChoice> choices, string value) => choices.FirstOrDefault(choice => choice.Value == value)?.Help;
}
