namespace TaskScheduler.Core.Maintenance.Retention;

/// <summary>What a list of rules has to be.</summary>
internal static class RetentionRuleCheck
{
    public static List<Fault> Of(IReadOnlyList<RetentionRule> rules)
    {
        var faults = new List<Fault>();
        foreach (var (index, rule) in rules.Index())
        {
            var path = $"rules[{index}].";
            if (rules.Take(index).Any(other => other.Kind == rule.Kind))
                faults.Add(new(path + "kind", "This kind has a rule above already; write both numbers there."));
            if (rule.Days is < 1 or > RetentionRule.MostDays)
                faults.Add(new(path + "days", $"Write a whole number of days from 1 to {RetentionRule.MostDays}, or leave it out to keep them for ever."));
            else if (rule.Days is not null && !RetentionRule.HasAge(rule.Kind))
                faults.Add(new(path + "days", "Earlier versions are kept by number; leave the days out."));
            if (rule.PerTask is < 1 or > RetentionRule.MostPerTask)
                faults.Add(new(path + "perTask", $"Write a whole number from 1 to {RetentionRule.MostPerTask}, or leave it out for any number."));
            else if (rule.PerTask is not null && !RetentionRule.HasCount(rule.Kind))
                faults.Add(new(path + "perTask", "These are kept by age; leave the number out."));
        }

        return faults;
    }
}
