using System.Text.RegularExpressions;

namespace TaskScheduler.Tests.Conventions;

public sealed partial class WaitingTests
{
    /// <summary>May let time pass, and why.</summary>
    private static readonly string[] excused =
    [
        // Here are the words that are looked for.
        "TaskScheduler.Tests/Conventions",
        // Kills a real process at random moments: the passing of time is what is tested, and nothing is expected of its length.
        "TaskScheduler.Tests/Crashes",
    ];

    [Fact]
    public void No_test_waits_for_time_to_pass() => SourceTree.None(
        "Wait on a signal (the feed, a gate, what the page shows); a wait for time is too short on a slow machine and too long on all others:",
        SourceTree.Code.Where(file => file.IsUnder("TaskScheduler.Tests") && !file.IsUnder(excused))
            .SelectMany(file => file.Lines.Index().Where(line => Wait().IsMatch(line.Item)).Select(line => $"{file.Path}:{line.Index + 1} {line.Item.Trim()}")));

    // An infinite delay waits for its token alone, which is a signal.
    [GeneratedRegex(@"Thread\.Sleep|SpinWait|SpinUntil|WaitForTimeout|Task\.Delay\((?!Timeout\.InfiniteTimeSpan)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wait();
}
