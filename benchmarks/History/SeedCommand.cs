using System.Globalization;

namespace TaskScheduler.Benchmarks.History;

/// <summary>The command that fills a data folder with a year of history, to look at the program with it.</summary>
internal static class SeedCommand
{
    private const string Word = "seed";
    private const string Usage = "Write: dotnet run -c Release --project benchmarks -- seed --data <folder> [--runs 5000000] [--tasks 10000]";

    public static bool IsAskedFor(string[] args) => args is [Word, ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var given = args.Skip(1).Chunk(2).ToList();
        if (given.Exists(pair => pair.Length != 2 || pair[0] is not ("--data" or "--runs" or "--tasks"))
            || given.Find(pair => pair[0] == "--data") is not [_, var folder]
            || !TryRead(given, "--runs", HistorySize.Large.Runs, out var runs) || !TryRead(given, "--tasks", HistorySize.Large.Tasks, out var tasks) || tasks > runs)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        await Seeding.FillAsync(folder, new(runs, tasks));
        return 0;
    }

    private static bool TryRead(List<string[]> given, string name, int otherwise, out int number)
    {
        number = otherwise;
        return given.Find(pair => pair[0] == name) is not [_, var text] || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0);
    }
}
