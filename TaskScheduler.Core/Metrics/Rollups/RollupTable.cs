using System.Text;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Rollups;

/// <summary>Of what a rollup is. The numbers are stored: never reuse one.</summary>
internal enum RollupKind
{
    TaskType = 0,
    Task = 1,
}

/// <summary>Which rollup: those of the runs of one subject that ended in one span of time. Each run is in exactly one level.</summary>
/// <param name="Subject">The bytes of a task's id, or of a task type's key in UTF-8.</param>
/// <param name="Start">Unix milliseconds.</param>
internal readonly record struct RollupKey(RollupKind Kind, string Subject, RollupLevel Level, long Start)
{
    /// <summary>Bytes as text of one character each: comparable, and quick to hash.</summary>
    public static string TaskSubject(Guid id) => Encoding.Latin1.GetString(id.ToByteArray(true));

    public static string TypeSubject(string type) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(type));

    public static byte[] Bytes(string subject) => Encoding.Latin1.GetBytes(subject);

    public static string TypeOf(byte[] subject) => Encoding.UTF8.GetString(subject);
}

/// <summary>Adds to the rollups, inside a write that somebody else has begun.</summary>
internal static class RollupTable
{
    public const string FindSql = "SELECT figures FROM rollups WHERE kind = @kind AND subject = @subject AND start = @start AND level = @level";

    public const string PutSql = """
        INSERT INTO rollups (kind, subject, start, level, figures) VALUES (@kind, @subject, @start, @level, @figures)
        ON CONFLICT (kind, subject, start, level) DO UPDATE SET figures = excluded.figures
        """;

    /// <summary>Adds runs to what there is of their tasks and of their types. What ended too long ago to be kept is left out.</summary>
    public static void Add(WriteSession session, IReadOnlyList<EndedFigures> ended, DateTimeOffset now)
    {
        var sums = new Dictionary<RollupKey, RunTally>(ended.Count);
        foreach (var run in ended)
        {
            if (RollupLevels.For(run.EndedAt, now) is not { } level)
                continue;
            var start = level.StartOf(run.EndedAt).ToUnixTimeMilliseconds();
            Of(sums, new(RollupKind.Task, RollupKey.TaskSubject(run.TaskId), level, start)).Add(run);
            Of(sums, new(RollupKind.TaskType, RollupKey.TypeSubject(run.Type), level, start)).Add(run);
        }

        Add(session, sums);
    }

    public static void Add(WriteSession session, Dictionary<RollupKey, RunTally> sums)
    {
        foreach (var (key, tally) in sums)
        {
            var subject = RollupKey.Bytes(key.Subject);
            using (var reader = session.Statement(FindSql).With("@kind", key.Kind).With("@subject", subject).With("@start", key.Start).With("@level", key.Level).Read())
                if (reader.Read())
                    tally.AddWritten((byte[])reader[0]);
            session.Statement(PutSql).With("@kind", key.Kind).With("@subject", subject).With("@start", key.Start).With("@level", key.Level).With("@figures", tally.Write()).Execute();
        }
    }

    public static RunTally Of(Dictionary<RollupKey, RunTally> sums, RollupKey key)
    {
        if (!sums.TryGetValue(key, out var tally))
            sums[key] = tally = new();
        return tally;
    }
}
