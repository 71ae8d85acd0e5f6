using System.Diagnostics.CodeAnalysis;

namespace TaskScheduler.Benchmarks;

/// <summary>What is asked for: all scenarios, which writes the report too, or single ones.</summary>
internal sealed record CommandLine(IReadOnlyList<IScenario> Scenarios, bool Write, bool Quick)
{
    public static bool TryRead(
        string[] args, IReadOnlyList<IScenario> known, [NotNullWhen(true)] out CommandLine? command, [NotNullWhen(false)] out string? fault)
    {
        var names = args.Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToList();
        var unknown = names.Except(known.Select(scenario => scenario.Name)).Concat(args.Where(arg => arg.StartsWith("--", StringComparison.Ordinal)).Except(["--write", "--quick"])).ToList();
        if (unknown.Count > 0)
        {
            command = null;
            fault = $"'{unknown[0]}' is not known. Write: dotnet run -c Release --project benchmarks [-- {string.Join(" | ", known.Select(scenario => scenario.Name))}] [--write] [--quick]";
            return false;
        }

        var quick = args.Contains("--quick");
        var chosen = names.Count == 0 ? known : [.. known.Where(scenario => names.Contains(scenario.Name))];
        // Figures of a quick run are not worth keeping unless somebody says so.
        command = new(chosen, args.Contains("--write") || (names.Count == 0 && !quick), quick);
        fault = null;
        return true;
    }
}
