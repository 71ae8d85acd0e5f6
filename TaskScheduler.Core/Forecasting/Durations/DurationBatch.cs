using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Persistence.Sqlite;

namespace TaskScheduler.Core.Forecasting.Durations;

/// <summary>Adds ended runs to the averages that are stored: two statements for the tasks of a batch, one for each of its types and days.</summary>
internal static class DurationBatch
{
    private static readonly string readSql = Packed.With(Packed.Id("task")) + """
        SELECT d.task_id, d.runs, d.average_us FROM packed CROSS JOIN task_durations d WHERE d.task_id = packed.task
        """;

    // A task that was deleted meanwhile is left out: nobody would ever remove its row.
    private static readonly string writeSql = Packed.With(Packed.Id("task"), Packed.Number("runs"), Packed.Number("average")) + """
        INSERT INTO task_durations (task_id, runs, average_us) SELECT packed.task, packed.runs, packed.average FROM packed CROSS JOIN tasks t WHERE t.id = packed.task
        ON CONFLICT (task_id) DO UPDATE SET runs = excluded.runs, average_us = excluded.average_us
        """;

    /// <param name="performed">In the order in which they ended.</param>
    /// <returns>The averages as they are now.</returns>
    public static Dictionary<Guid, LearnedAverage> WriteTasks(WriteSession session, IReadOnlyList<EndedFigures> performed)
    {
        var averages = Read(session, [.. performed.Select(run => run.TaskId).Distinct()]);
        foreach (var run in performed)
            averages[run.TaskId] = averages.GetValueOrDefault(run.TaskId).With(Microseconds(run));
        var rows = averages.ToList();
        session.Statement(writeSql).With("@count", rows.Count)
            .With("@task", Packed.Ids(rows, row => row.Key)).With("@runs", Packed.Numbers(rows, row => row.Value.Runs)).With("@average", Packed.Numbers(rows, row => row.Value.Microseconds))
            .Execute();
        return averages;
    }

    /// <returns>The days as they are now.</returns>
    public static List<TypeDurationRow> WriteTypes(WriteSession session, IReadOnlyList<EndedFigures> performed)
    {
        var days = performed.GroupBy(run => (run.Type, Day: TypeDurations.DayOf(run.EndedAt)));
        return [.. days.Select(day => Add(session, new() { Type = day.Key.Type, Day = day.Key.Day, Runs = day.Count(), TotalUs = day.Sum(Microseconds) }))];
    }

    // Not negative, as it would be when the clock was set back meanwhile.
    public static long Microseconds(EndedFigures run) => Math.Max(0, (long)run.Elapsed!.Value.TotalMicroseconds);

    private static Dictionary<Guid, LearnedAverage> Read(WriteSession session, List<Guid> tasks)
    {
        using var reader = session.Statement(readSql).With("@count", tasks.Count).With("@task", Packed.Ids(tasks, task => task)).Read();
        var averages = new Dictionary<Guid, LearnedAverage>(tasks.Count);
        while (reader.Read())
            averages[GuidColumn.Read(reader, 0)] = new(reader.GetInt64(1), reader.GetInt64(2));
        return averages;
    }

    private static TypeDurationRow Add(WriteSession session, TypeDurationRow day)
    {
        using var reader = session.Statement("""
            INSERT INTO type_durations (type, day, runs, total_us) VALUES (@type, @day, @runs, @total)
            ON CONFLICT (type, day) DO UPDATE SET runs = type_durations.runs + excluded.runs, total_us = type_durations.total_us + excluded.total_us RETURNING runs, total_us
            """).With("@type", day.Type).With("@day", day.Day).With("@runs", day.Runs).With("@total", day.TotalUs).Read();
        reader.Read();
        return new() { Type = day.Type, Day = day.Day, Runs = reader.GetInt64(0), TotalUs = reader.GetInt64(1) };
    }
}
