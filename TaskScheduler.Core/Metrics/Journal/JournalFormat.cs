using TaskScheduler.Core.Runs;

namespace TaskScheduler.Core.Metrics.Journal;

/// <summary>How ended runs stand in a row of the journal: about 30 bytes each, instants in whole milliseconds.</summary>
internal static class JournalFormat
{
    // The first byte of each row, so that another form can be told from this one.
    private const int Form = 1;

    public static byte[] Write(IReadOnlyList<EndedFigures> ended, int first, int count)
    {
        var bytes = new PackedWriter();
        var types = new List<string>();
        for (var at = first; at < first + count; at++)
            if (!types.Contains(ended[at].Type, StringComparer.Ordinal))
                types.Add(ended[at].Type);
        bytes.Number(Form);
        bytes.Number(types.Count);
        foreach (var type in types)
            bytes.Text(type);
        bytes.Number(count);
        for (var at = first; at < first + count; at++)
            Write(bytes, ended[at], types.IndexOf(ended[at].Type));
        return bytes.ToArray();
    }

    public static void Read(ReadOnlySpan<byte> row, List<EndedFigures> into)
    {
        var bytes = new PackedReader(row);
        if (bytes.Number() is var form and not Form)
            throw new InvalidDataException($"A row of the journal of ended runs has form {form}; this program knows form {Form}.");
        var types = new string[bytes.Number()];
        for (var at = 0; at < types.Length; at++)
            types[at] = bytes.Text();
        for (var left = bytes.Number(); left > 0; left--)
            into.Add(Read(ref bytes, types));
    }

    private static void Write(PackedWriter bytes, in EndedFigures run, int type)
    {
        var due = run.DueAt.ToUnixTimeMilliseconds();
        var ended = run.EndedAt.ToUnixTimeMilliseconds();
        bytes.Id(run.TaskId);
        bytes.Number(type);
        bytes.Number((long)run.State);
        bytes.Signed(due);
        bytes.Signed(ended - due);
        bytes.Number(run.StartedAt is null ? 0 : 1);
        if (run.StartedAt is { } started)
            bytes.Signed(ended - started.ToUnixTimeMilliseconds());
        bytes.Number(run.Retries);
        bytes.Number(run.Count);
        bytes.Number(run.Attempt);
    }

    private static EndedFigures Read(ref PackedReader bytes, string[] types)
    {
        var task = bytes.Id();
        var type = types[bytes.Number()];
        var state = (RunState)bytes.Number();
        var due = bytes.Signed();
        var ended = due + bytes.Signed();
        var started = bytes.Number() == 0 ? (DateTimeOffset?)null : Instant(ended - bytes.Signed());
        return new(task, type, state, Instant(due), started, Instant(ended)) { Retries = (int)bytes.Number(), Count = (int)bytes.Number(), Attempt = (int)bytes.Number() };
    }

    private static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
