using TaskScheduler.Core.Runs;

namespace TaskScheduler.Benchmarks.History;

/// <summary>A run of the past, made up from its number: the same number is always the same run.</summary>
internal readonly record struct PastRun(int Task, RunState State, long DueAt, long? StartedAt, long EndedAt, string? Error, string? Cause)
{
    private const int Busy = 100;

    private static readonly string[] errors =
    [
        "The server answered 503 Service Unavailable.", "The server answered 500 Internal Server Error.", "It took longer than 30 seconds to connect.",
        "The host shop.example.org is not known.", "The program ended with exit code 1.",
    ];

    /// <param name="number">From 0, in the order of time.</param>
    /// <param name="first">When the first was due, in Unix milliseconds.</param>
    /// <param name="span">From the first to the last, in ms.</param>
    public static PastRun Of(int number, HistorySize size, long first, long span)
    {
        var chance = Mixed(number);
        var due = first + (long)((double)number / size.Runs * span);
        // A fifth of all runs are those of a hundred busy tasks.
        var task = (int)(chance % 5 == 0 ? (chance >> 8) % (uint)Math.Min(Busy, size.Tasks) : (chance >> 8) % (uint)size.Tasks);
        var state = StateOf((int)((chance >> 24) % 1_000));
        var failed = state is RunState.Failed or RunState.TimedOut or RunState.DeadLettered;
        var error = failed ? errors[(chance >> 36) % (uint)errors.Length] : null;
        if (state is RunState.Missed or RunState.Skipped)
            return new(task, state, due, null, due + 500, null, null);
        var late = 1 + (long)((chance >> 40) % 40);
        return new(task, state, due, due + late, due + late + Length(chance >> 20, task), error, state == RunState.DeadLettered ? error : null);
    }

    // Most are short, some take a hundred times as long: each task around a length of its own.
    private static long Length(ulong chance, int task) => (long)((20 + task % 400) * Math.Exp((chance % 1_000) / 1_000.0 * (chance % 37 == 0 ? 5 : 1.5)));

    private static RunState StateOf(int chance) => chance switch
    {
        < 945 => RunState.Succeeded,
        < 965 => RunState.Failed,
        < 973 => RunState.TimedOut,
        < 978 => RunState.Cancelled,
        < 990 => RunState.Skipped,
        < 999 => RunState.Missed,
        _ => RunState.DeadLettered,
    };

    // SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    private static ulong Mixed(int number)
    {
        var mixed = (ulong)(number + 1) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
