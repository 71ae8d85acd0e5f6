using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>What runs have come to: how many ended in which way, how long they took and how late they started.</summary>
public sealed class RunTally
{
    // The first byte of what is stored, so that another form can be told from this one.
    private const int Form = 1;

    private const int Outcomes = RunState.DeadLettered - RunState.Succeeded + 1;

    private readonly long[] ended = new long[Outcomes];
    private LengthHistogram? elapsed;
    private LengthHistogram? lateness;

    /// <summary>Of the last attempt of each run that was started.</summary>
    public LengthHistogram Elapsed => elapsed ??= new();

    /// <summary>Of runs that were started once.</summary>
    public LengthHistogram Lateness => lateness ??= new();

    /// <summary>Retries that runs had by themselves.</summary>
    public long Retries { get; private set; }

    /// <summary>How many ended, missed occurrences each by itself.</summary>
    public long Count => ended.Sum();

    public long Succeeded => Of(RunState.Succeeded);

    /// <summary>Failed, timed out or dead letters.</summary>
    public long Failures => Of(RunState.Failed) + Of(RunState.TimedOut) + Of(RunState.DeadLettered);

    /// <summary>Cancelled, skipped or missed: they were not carried through, for a reason that is not their own.</summary>
    public long NotCarriedThrough => Of(RunState.Cancelled) + Of(RunState.Skipped) + Of(RunState.Missed);

    /// <summary>The share of those that succeeded among those that succeeded or failed, 0 to 1; null when there is none of either.</summary>
    public double? SuccessRate => Succeeded + Failures is var judged and > 0 ? (double)Succeeded / judged : null;

    /// <param name="state">An end state.</param>
    public long Of(RunState state) => ended[state - RunState.Succeeded];

    public void Add(in EndedFigures run)
    {
        ended[run.State - RunState.Succeeded] += run.Count;
        Retries += run.Retries;
        if (run.Elapsed is { } took)
            Elapsed.Add((long)took.TotalMilliseconds);
        if (run.Lateness is { } late)
            Lateness.Add((long)late.TotalMilliseconds);
    }

    public void Add(RunTally other)
    {
        for (var outcome = 0; outcome < Outcomes; outcome++)
            ended[outcome] += other.ended[outcome];
        Retries += other.Retries;
        Elapsed.Add(other.Elapsed);
        Lateness.Add(other.Lateness);
    }

    /// <summary>Of what <see cref="Write"/> wrote, how many ended in which way: for those who don't ask for lengths of time.</summary>
    internal static RunTally ReadOutcomes(ReadOnlySpan<byte> written)
    {
        var tally = new RunTally();
        var bytes = new PackedReader(written);
        tally.AddOutcomes(ref bytes);
        return tally;
    }

    internal byte[] Write()
    {
        var bytes = new PackedWriter();
        bytes.Number(Form);
        foreach (var count in ended)
            bytes.Number(count);
        bytes.Number(Retries);
        Elapsed.Write(bytes);
        Lateness.Write(bytes);
        return bytes.ToArray();
    }

    /// <summary>Adds what <see cref="Write"/> wrote.</summary>
    internal void AddWritten(ReadOnlySpan<byte> written)
    {
        var bytes = new PackedReader(written);
        AddOutcomes(ref bytes);
        Elapsed.AddWritten(ref bytes);
        Lateness.AddWritten(ref bytes);
    }

    private void AddOutcomes(ref PackedReader bytes)
    {
        if (bytes.Number() is var form and not Form)
            throw new InvalidDataException($"Figures of runs have form {form}; this program knows form {Form}.");
        for (var outcome = 0; outcome < Outcomes; outcome++)
            ended[outcome] += bytes.Number();
        Retries += bytes.Number();
    }
}
