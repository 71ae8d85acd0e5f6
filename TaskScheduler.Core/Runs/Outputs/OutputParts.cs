using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>Writes parts of outputs inside a write that somebody else has begun.</summary>
internal static class OutputParts
{
    private const string WriteSql = """
        INSERT INTO run_output_parts (run_id, attempt, part, start_byte, bytes, first_line, text)
        SELECT id, @attempt, @part, @start, @bytes, @line, @text FROM runs WHERE id = @run AND (@fence IS NULL OR (fence = @fence AND state = 1))
        ON CONFLICT (run_id, attempt, part) DO UPDATE SET bytes = excluded.bytes, text = excluded.text
        """;

    /// <summary>Writes a part of an attempt that goes on; false when the attempt does not hold its run any more.</summary>
    public static bool Write(WriteSession session, OutputChange change) => Write(session, change, change.Fence);

    /// <summary>Writes what was left when an attempt ended, for one who has seen that it held its run until then.</summary>
    public static void WriteLast(WriteSession session, OutputChange change) => Write(session, change, null);

    private static bool Write(WriteSession session, OutputChange change, int? fence)
    {
        var written = session.Statement(WriteSql)
            .With("@run", change.RunId).With("@attempt", change.Attempt).With("@part", change.Part).With("@start", change.StartByte)
            .With("@bytes", change.Bytes).With("@line", change.FirstLine).With("@text", change.Text).With("@fence", fence).Execute() == 1;
        if (written && change.Shed is { } shed)
            Cut(session, change, shed);
        return written;
    }

    private static void Cut(WriteSession session, OutputChange change, OutputShed shed)
    {
        session.Statement("DELETE FROM run_output_parts WHERE run_id = @run AND attempt = @attempt AND part >= @first AND part < @kept")
            .With("@run", change.RunId).With("@attempt", change.Attempt).With("@first", shed.FirstPart).With("@kept", shed.KeptPart).Execute();
        if (ReadCut(session, change, shed) is not { } kept)
            return;
        session.Statement("UPDATE run_output_parts SET start_byte = @start, bytes = @bytes, first_line = @line, text = @text WHERE run_id = @run AND attempt = @attempt AND part = @part")
            .With("@run", change.RunId).With("@attempt", change.Attempt).With("@part", shed.KeptPart)
            .With("@start", kept.Start).With("@bytes", kept.Bytes).With("@line", kept.FirstLine).With("@text", kept.Text).Execute();
    }

    private static (long Start, long Bytes, long FirstLine, string Text)? ReadCut(WriteSession session, OutputChange change, OutputShed shed)
    {
        using var reader = session.Statement("SELECT start_byte, bytes, first_line, text FROM run_output_parts WHERE run_id = @run AND attempt = @attempt AND part = @part AND start_byte < @from")
            .With("@run", change.RunId).With("@attempt", change.Attempt).With("@part", shed.KeptPart).With("@from", shed.KeptByte).Read();
        if (!reader.Read())
            return null;
        var (start, text) = (reader.GetInt64(0), reader.GetString(3));
        var (at, passed) = Utf8Cut.AtLeast(text, shed.KeptByte - start);
        return (start + passed, reader.GetInt64(1) - passed, reader.GetInt64(2) + text.AsSpan(0, at).Count('\n'), text[at..]);
    }
}
