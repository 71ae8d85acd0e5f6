using TaskScheduler.Core.Access;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Tasks;

namespace TaskScheduler.Core.Reports;

/// <summary>Limits a report to the tasks of one account: its own, those whose user it is, and those shared with it by a tag; what was deleted counts as it last was.</summary>
public sealed record ReportScope(Guid AccountId, string Email, IReadOnlyList<string> SharedTags)
{
    /// <summary>Null, which is all tasks, for administrators, who reach all, and for viewers, who have none of their own and watch all.</summary>
    public static ReportScope? Of(AccountView account) => account.Role == Role.Operator ? new(account.Id, account.Email, account.SharedTags) : null;

    /// <summary>What a condition on runs is followed by.</summary>
    internal string Sql
    {
        get
        {
            var shared = string.Concat(SharedTags.Index().Select(tag => $" OR instr(tags, @tag{tag.Index}) > 0"));
            var isTheirs = $"(owner_id = @owner OR user_email = @email COLLATE NOCASE{shared})";
            return $"""
                 AND task_id IN (
                    SELECT id FROM tasks WHERE {isTheirs}
                    UNION SELECT task_id FROM task_versions AS gone WHERE {isTheirs} AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.id = gone.task_id))
                """;
        }
    }

    internal Statement Bind(Statement statement)
    {
        foreach (var (at, tag) in SharedTags.Index())
            statement = statement.With($"@tag{at}", TaskRows.TagText(tag));
        return statement.With("@owner", AccountId).With("@email", Email);
    }
}
