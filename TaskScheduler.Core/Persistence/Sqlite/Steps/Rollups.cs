namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What runs have come to, summed up as they end.</summary>
internal static class Rollups
{
    /// <summary>Says that all runs that have ended by now are to be counted.</summary>
    public const string HistorySql = """
        INSERT INTO rollup_history (id, until, ended_at, run_id)
            SELECT 1, ended_at, 0, x'' FROM runs WHERE ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT 1
        """;

    public const string Sql = $$"""
        -- Lists of ended runs by outcome and by type: read in their order, and counted, in an index alone. Dead letters have their own.
        CREATE INDEX runs_by_state ON runs (state, ended_at, id, type) WHERE ended_at IS NOT NULL AND state <> 16;
        CREATE INDEX runs_dead_by_end ON runs (ended_at) WHERE state = 16;
        CREATE INDEX runs_by_type ON runs (type, ended_at, id, state) WHERE ended_at IS NOT NULL;

        -- Ended runs that are not summed up yet: many in a row, gone a moment later.
        CREATE TABLE ended_journal (
            id INTEGER PRIMARY KEY,
            ended BLOB NOT NULL);

        -- Each ended run is in exactly one level of its task, and in one of its type. A week begins on a Thursday, as the epoch does.
        CREATE TABLE rollups (
            kind INTEGER NOT NULL,
            subject BLOB NOT NULL,
            start INTEGER NOT NULL,
            level INTEGER NOT NULL,
            figures BLOB NOT NULL,
            PRIMARY KEY (kind, subject, start, level)) WITHOUT ROWID;
        CREATE INDEX rollups_by_age ON rollups (level, start);

        -- How far the runs that had ended before there were rollups are counted; no row when all are.
        CREATE TABLE rollup_history (
            id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
            until INTEGER NOT NULL,
            ended_at INTEGER NOT NULL,
            run_id BLOB NOT NULL);
        {{HistorySql}};

        -- The figures of each task over each window as of a moment ago, to sort tasks by.
        CREATE TABLE task_figures (
            span INTEGER NOT NULL,
            task_id BLOB NOT NULL,
            count INTEGER NOT NULL,
            succeeded INTEGER NOT NULL,
            failures INTEGER NOT NULL,
            retries INTEGER NOT NULL,
            total_ms INTEGER NOT NULL,
            average_ms INTEGER NULL,
            p50_ms INTEGER NULL,
            p95_ms INTEGER NULL,
            p99_ms INTEGER NULL,
            max_ms INTEGER NULL,
            late_average_ms INTEGER NULL,
            late_p95_ms INTEGER NULL,
            late_max_ms INTEGER NULL,
            PRIMARY KEY (span, task_id)) WITHOUT ROWID;
        CREATE TABLE task_figures_age (
            span INTEGER NOT NULL PRIMARY KEY,
            made_at INTEGER NOT NULL);
        """;
}
