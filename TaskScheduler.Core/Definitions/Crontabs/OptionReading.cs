namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>An option of a command: how it is written, and what it does to the request.</summary>
/// <param name="Names">Long ones with their hyphens, short ones as one letter.</param>
/// <param name="TakesValue">Whether a value follows.</param>
internal sealed record CommandOption(string[] Names, bool TakesValue, Action<RequestDraft, string> Apply)
{
    public static CommandOption Flag(Action<RequestDraft> apply, params string[] names) => new(names, false, (request, _) => apply(request));

    public static CommandOption Value(Action<RequestDraft, string> apply, params string[] names) => new(names, true, apply);
}

/// <summary>Reads the options of a command in the way of GNU: <c>-sX POST</c>, <c>-XPOST</c>, <c>--max-time 5</c>, <c>--tries=2</c>.</summary>
internal static class OptionReading
{
    public static RequestDraft Read(IEnumerable<string> words, Dictionary<string, CommandOption> known)
    {
        var request = new RequestDraft();
        var left = new Queue<string>(words);
        while (request.WhyNot is null && left.TryDequeue(out var word))
        {
            if (word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2)
                Long(request, word, left, known);
            else if (word.Length > 1 && word[0] == '-' && word != "--")
                Short(request, word, left, known);
            else if (word.Length > 0 && word != "--")
                request.Url(word);
        }

        return request;
    }

    public static Dictionary<string, CommandOption> Table(params CommandOption[] options) =>
        options.SelectMany(option => option.Names.Select(name => KeyValuePair.Create(name, option))).ToDictionary(StringComparer.Ordinal);

    private static void Long(RequestDraft request, string word, Queue<string> left, Dictionary<string, CommandOption> known)
    {
        var parts = word.Split('=', 2);
        if (!known.TryGetValue(parts[0], out var option))
            request.Refuse($"The option {parts[0]} can't be said by a task.");
        else if (!option.TakesValue)
            option.Apply(request, "");
        else
            Apply(request, option, parts.Length > 1 ? parts[1] : null, left, parts[0]);
    }

    private static void Short(RequestDraft request, string word, Queue<string> left, Dictionary<string, CommandOption> known)
    {
        for (var at = 1; at < word.Length && request.WhyNot is null; at++)
        {
            var name = word[at].ToString();
            // wget writes some options as two letters.
            var pair = at + 1 < word.Length ? word.Substring(at, 2) : "";
            if (at == 1 && known.TryGetValue(pair, out var option))
                at++;
            else if (!known.TryGetValue(name, out option))
            {
                request.Refuse($"The option -{name} can't be said by a task.");
                return;
            }

            if (option.TakesValue)
            {
                Apply(request, option, at + 1 < word.Length ? word[(at + 1)..] : null, left, "-" + name);
                return;
            }

            option.Apply(request, "");
        }
    }

    private static void Apply(RequestDraft request, CommandOption option, string? value, Queue<string> left, string name)
    {
        if (value is not null || left.TryDequeue(out value))
            option.Apply(request, value);
        else
            request.Refuse($"The option {name} lacks its value.");
    }
}
