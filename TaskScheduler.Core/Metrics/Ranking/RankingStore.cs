using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Metrics.Summaries;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Metrics.Ranking;

/// <summary>Lists tasks by their figures, from the table that <see cref="RankingKeeper"/> keeps.</summary>
public sealed class RankingStore(IDbContextFactory<SchedulerDb> databases, ICaller caller)
{
    // The figures first, then the titles of those that are shown.
    internal const string PageSql = $"""
        SELECT f.task_id, t.title, t.type, {TaskFigures.Columns} FROM (
            SELECT task_id, {TaskFigures.Columns} FROM task_figures WHERE span = @span[found] ORDER BY [order] LIMIT @size OFFSET @skip) f
        LEFT JOIN tasks t ON t.id = f.task_id ORDER BY [order]
        """;

    private const string CountSql = "SELECT COUNT(*) FROM task_figures WHERE span = @span[found]";
    private const string TitleSql = @" AND task_id IN (SELECT id FROM tasks WHERE title LIKE @search ESCAPE '\')";
    private const string TypeSql = " AND task_id IN (SELECT id FROM tasks WHERE type = @type)";

    public async Task<Result<RankingPage>> ListAsync(RankingQuery query, CancellationToken cancellationToken)
    {
        if (!caller.Actor.May(Rights.Read))
            return Result<RankingPage>.Forbidden(MetricsStore.MayNot);
        var search = string.IsNullOrWhiteSpace(query.Search) ? null : LikePattern.Containing(query.Search.Trim());
        var type = string.IsNullOrWhiteSpace(query.Type) ? null : query.Type.Trim();
        var found = (search is null ? "" : TitleSql) + (type is null ? "" : TypeSql);
        await using var db = databases.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = db.Database.GetDbConnection();
        Statement With(DbCommand command) => new Statement(command).With("@span", query.Window).With("@search", search).With("@type", type);

        using var counting = connection.Command(CountSql.Replace("[found]", found, StringComparison.Ordinal));
        using var ageing = connection.Command("SELECT made_at FROM task_figures_age WHERE span = @span");
        using var listing = connection.Command(PageSql.Replace("[found]", found, StringComparison.Ordinal).Replace("[order]", OrderSql(query.Order, query.Ascending), StringComparison.Ordinal));
        var total = Number(With(counting)) ?? 0;
        var tasks = new List<RankedTask>();
        using (var reader = With(listing).With("@size", (long)query.PageSize).With("@skip", (query.Page - 1L) * query.PageSize).Read())
            while (reader.Read())
                tasks.Add(new(GuidColumn.Read(reader, 0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), TaskFigures.Read(reader, 3)));
        return new RankingPage(new(tasks, (int)total, query.Page, query.PageSize), Number(With(ageing)) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    /// <summary>What has no such figure comes last in either direction.</summary>
    internal static string OrderSql(RankingOrder order, bool ascending)
    {
        var by = order switch
        {
            RankingOrder.FailureRate => "failures * 1.0 / NULLIF(succeeded + failures, 0)",
            RankingOrder.Duration => "p95_ms",
            RankingOrder.TotalTime => "total_ms",
            RankingOrder.Lateness => "late_p95_ms",
            _ => "count",
        };
        return $"{by} IS NULL, {by} {(ascending ? "ASC" : "DESC")}, count DESC, task_id";
    }

    private static long? Number(Statement statement)
    {
        using var reader = statement.Read();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetInt64(0) : null;
    }
}
