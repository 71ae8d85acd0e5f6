namespace TaskScheduler.Core;

/// <summary>Lists and numbers as an English sentence says them.</summary>
internal static class English
{
    /// <summary><c>a</c>, <c>a and b</c>, <c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items, string last = "and") => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} {last} {items[^1]}",
    };

    public static string Ordinal(int number) => (number % 100) is 11 or 12 or 13 ? $"{number}th" : (number % 10) switch
    {
        1 => $"{number}st",
        2 => $"{number}nd",
        3 => $"{number}rd",
        _ => $"{number}th",
    };

    public static string Count(long number, string unit) => number == 1 ? $"1 {unit}" : $"{number} {unit}s";

    /// <summary>Ascending numbers, with runs as <c>9 to 17</c> and even steps as <c>0 to 56 in steps of 7</c>.</summary>
    public static string Numbers(IReadOnlyList<int> values, Func<int, string> say)
    {
        var step = values.Count > 3 ? values[1] - values[0] : 1;
        if (step > 1 && values.Zip(values.Skip(1)).All(pair => pair.Second - pair.First == step))
            return $"{say(values[0])} to {say(values[^1])} in steps of {step}";
        return Ranges(values, say);
    }

    /// <summary>Ascending numbers, with runs as <c>9 to 17</c>.</summary>
    public static string Ranges(IReadOnlyList<int> values, Func<int, string> say) =>
        List([.. Runs(values).SelectMany(run => SayRun(run, say))]);

    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static IEnumerable<string> SayRun((int First, int Last) run, Func<int, string> say) => (run.Last - run.First) switch
    {
        0 => [say(run.First)],
        1 => [say(run.First), say(run.Last)],
        _ => [$"{say(run.First)} to {say(run.Last)}"],
    };

    private static IEnumerable<(int First, int Last)> Runs(IReadOnlyList<int> values)
    {
        var first = values[0];
        for (var i = 1; i <= values.Count; i++)
        {
            if (i < values.Count && values[i] == values[i - 1] + 1)
                continue;
            yield return (first, values[i - 1]);
            if (i < values.Count)
                first = values[i];
        }
    }
}
