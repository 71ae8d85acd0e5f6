using System.Text;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>
/// Cuts what an attempt puts out into parts, of which the first and the last half of the limit are kept. It holds the part that
/// is being filled and where the others end, never the whole.
/// </summary>
/// <param name="limit">How much is kept, in bytes of UTF-8.</param>
internal sealed class OutputTape(int limit)
{
    /// <summary>Largest part, in bytes of UTF-8: a few pages of the database.</summary>
    public const int LargestPart = 32 * 1024;

    private const int LargestCharacter = 4;
    private const int PartsOfLimit = 8;
    private const char Replacement = '\uFFFD';

    private readonly int partSize = Math.Clamp(limit / PartsOfLimit, LargestCharacter, LargestPart);
    private readonly int head = limit / 2;
    private readonly Queue<(int Part, long End)> tail = new();
    private readonly StringBuilder text = new();
    private char? pending;
    private int part;
    private long start;
    private int bytes;
    private long firstLine;
    private int breaks;
    private (int Parts, long End)? headDone;

    /// <summary>Nothing more fits into the part: it has to be written before more is taken.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether something was taken since the last writing.</summary>
    public bool HasUnwritten { get; private set; }

    private int Capacity => headDone is null ? (int)Math.Min(partSize, head - start) : partSize;

    /// <summary>Takes as much as fits into the part; returns how many UTF-16 units that was. What storage can't hold becomes U+FFFD.</summary>
    public int Take(ReadOnlySpan<char> written)
    {
        for (var at = 0; at < written.Length; at++)
            if (!Take(written[at]))
                return at;
        return written.Length;
    }

    /// <summary>No more comes: half a character that waited for its other half is one that is broken.</summary>
    public void Finish()
    {
        if (pending is not null && !IsFull && Append(Replacement))
            pending = null;
    }

    /// <summary>What has to be written for storage to hold all that was taken.</summary>
    public OutputChange Change(ClaimedRun run) =>
        new(run.Context.RunId, run.Context.TaskId, run.Context.Attempt, run.Fence, part, start, bytes, firstLine, text.ToString()) { Shed = Shed() };

    /// <summary>Takes note that the change is durable; a full part is let go.</summary>
    public void Written()
    {
        HasUnwritten = false;
        if (!IsFull)
            return;
        var end = start + bytes;
        if (headDone is not null)
            tail.Enqueue((part, end));
        else if (start + Capacity == head)
            headDone = (part + 1, end);
        (part, start, firstLine) = (part + 1, end, firstLine + breaks);
        (bytes, breaks) = (0, 0);
        text.Clear();
        IsFull = false;
    }

    private bool Take(char unit)
    {
        // The other half of a pair may come with the next call.
        if (pending is { } high)
        {
            var paired = char.IsLowSurrogate(unit);
            if (!(paired ? Append(high, unit) : Append(Replacement)))
                return false;
            pending = null;
            if (paired)
                return true;
        }

        if (!char.IsHighSurrogate(unit))
            return Append(unit == '\0' || char.IsLowSurrogate(unit) ? Replacement : unit);
        pending = unit;
        return true;
    }

    private bool Append(params ReadOnlySpan<char> character)
    {
        var size = 0;
        foreach (var unit in character)
            size += Utf8Cut.BytesOf(unit);
        if (bytes + size > Capacity)
        {
            IsFull = true;
            return false;
        }

        text.Append(character);
        bytes += size;
        breaks += character[0] == '\n' ? 1 : 0;
        HasUnwritten = true;
        return true;
    }

    private OutputShed? Shed()
    {
        if (headDone is not { } kept || start + bytes - (limit - kept.End) is var keptByte && keptByte <= kept.End)
            return null;
        while (tail.TryPeek(out var oldest) && oldest.End <= keptByte)
            tail.Dequeue();
        return new(kept.Parts, tail.TryPeek(out var first) ? first.Part : part, keptByte);
    }
}
