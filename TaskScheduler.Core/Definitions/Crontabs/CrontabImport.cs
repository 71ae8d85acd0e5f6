using System.Globalization;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>Turns crontabs into tasks. It only ever creates: what is stored already stays as it is.</summary>
public sealed class CrontabImport(TaskDefinitions definitions, TaskTypeCatalog types)
{
    // Each round gives every title that is taken by another task the next number.
    private const int MostRounds = 50;

    /// <summary>What each line would become, and what would be created.</summary>
    public async Task<CrontabReport> PlanAsync(string text, CrontabOptions options, CancellationToken cancellationToken) =>
        (await ReadAsync(text, options, cancellationToken)).Report;

    /// <summary>Creates a task for each line that maps, in one transaction.</summary>
    public async Task<Result<CrontabReport>> ApplyAsync(string text, CrontabOptions options, CancellationToken cancellationToken)
    {
        var (report, file) = await ReadAsync(text, options, cancellationToken);
        var applied = await definitions.ApplyAsync(file, null, report.Plan.Fingerprint, cancellationToken);
        return applied.Succeeded ? report with { Plan = applied.Value } : Result<CrontabReport>.RefusedAs(applied);
    }

    private async Task<(CrontabReport Report, DefinitionFile File)> ReadAsync(string text, CrontabOptions options, CancellationToken cancellationToken)
    {
        var lines = CrontabReader.Read(text, types, options).ToList();
        var round = 1;
        while (true)
        {
            var file = new DefinitionFile([.. lines.Select(line => line.Entry).OfType<DefinitionEntry>()], []);
            var plan = await definitions.PlanAsync(file, null, cancellationToken);
            if (!TakeOutFaulty(lines, plan) && (!Renumber(lines, plan, round) || round++ > MostRounds))
                return (new([.. lines.Select(Said)], plan), file);
        }
    }

    // What the rules of tasks refuse did not map, and is said at its line.
    private static bool TakeOutFaulty(List<ReadLine> lines, DefinitionPlan plan)
    {
        var isTitle = plan.Faults.ToLookup(fault => fault.Place.EndsWith(".title", StringComparison.Ordinal));
        var faults = isTitle[false].Where(fault => fault.Line is not null).ToLookup(fault => fault.Line);
        for (var index = 0; index < lines.Count; index++)
        {
            var report = lines[index].Report;
            if (lines[index].Entry is not null && faults.Contains(report.Line))
                lines[index] = new(report with { Outcome = CrontabOutcome.NotMapped, Remarks = [.. faults[report.Line].Select(fault => fault.Message)], Title = null }, null);
        }

        return faults.Count > 0;
    }

    // A title that another task has is not this task's: the crontab names no task, so it must not change one.
    private static bool Renumber(List<ReadLine> lines, DefinitionPlan plan, int round)
    {
        HashSet<int> taken = [.. plan.Changed.Select(change => change.Line), .. plan.Faults.Where(fault => fault.Line is not null).Select(fault => fault.Line!.Value)];
        for (var index = 0; index < lines.Count; index++)
        {
            if (lines[index] is not { Entry: { } entry } line || !taken.Contains(line.Report.Line))
                continue;
            var suffix = string.Create(CultureInfo.InvariantCulture, $" (crontab {round})");
            var title = line.Report.Title + suffix;
            lines[index] = line with { Entry = entry with { Draft = entry.Draft with { Title = title } } };
        }

        return taken.Count > 0;
    }

    private static ReadLine Titled(ReadLine line) => line.Entry is { } entry ? line with { Report = line.Report with { Title = entry.Draft.Title } } : line;

    private static CrontabLine Said(ReadLine line) => line.Entry?.Draft.Schedule is { Cron: { } cron, TimeZone: { } zone }
        ? Titled(line).Report with { Schedule = ScheduleWords.Describe(new CronSchedule(cron, zone), TimeZoneInfo.Utc) }
        : line.Report;
}
