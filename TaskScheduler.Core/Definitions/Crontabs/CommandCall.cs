using System.Text;
using System.Text.Json.Nodes;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Command;

namespace TaskScheduler.Core.Definitions.Crontabs;

/// <summary>What a command plainly is, as type and payload of a task.</summary>
/// <param name="WhyNot">Why it is none; null when it is one.</param>
internal sealed record CommandCall(string Type, JsonObject Payload, string Title, TimeSpan? TimeLimit, IReadOnlyList<string> Remarks, string? WhyNot)
{
    private const int LongestTitle = 100;

    /// <param name="written">As it stands in the crontab, with the percent signs that have a meaning there.</param>
    public static CommandCall Read(string written, TaskTypeCatalog types)
    {
        var (command, input) = Unescaped(written);
        var call = input is null ? AsRequest(command) : No("Its % is not escaped: in a crontab that ends the command, and the rest is what it reads. Write \\% where a percent sign is meant.");
        return call.WhyNot is not null && AsCommand(command, input, types) is { } run ? run : call;
    }

    private static CommandCall AsRequest(string command)
    {
        var shell = ShellWords.Read(command);
        if (shell.WhyNot is not null)
            return No(shell.WhyNot);
        var program = shell.Words.Count == 0 ? "" : shell.Words[0][(shell.Words[0].LastIndexOf('/') + 1)..];
        var request = program switch
        {
            "curl" => CurlOptions.Read(shell.Words.Skip(1)),
            "wget" => WgetOptions.Read(shell.Words.Skip(1)),
            _ => null,
        };
        if (request is null)
            return No($"It runs {(program.Length == 0 ? "nothing" : program)} on its machine; only calls of a URL by curl or wget become tasks.");
        if (request.WhyNot is not null || request.Urls.Count != 1)
            return No(request.WhyNot ?? (request.Urls.Count == 0 ? $"This {program} names no URL." : $"This {program} calls {request.Urls.Count} URLs; make each a task of its own."));
        return new("http", request.Payload(), Shortened(request.Title), request.TimeLimit, [.. shell.Remarks, .. request.Remarks], null);
    }

    // Where tasks may run programs, a line of a crontab is a line for the shell, as cron has it.
    private static CommandCall? AsCommand(string command, string? input, TaskTypeCatalog types)
    {
        if (types.Descriptions.All(type => type.Key != CommandPayload.Key))
            return null;
        var payload = new JsonObject { ["program"] = command, ["shell"] = true };
        if (!string.IsNullOrEmpty(input))
            payload["input"] = input;
        return new(CommandPayload.Key, payload, Shortened(command), null, [], null);
    }

    /// <summary>crontab(5): a % ends the command and begins its input, in which each further one ends a line; one after a backslash is a percent sign.</summary>
    private static (string Command, string? Input) Unescaped(string written)
    {
        var (command, input) = (new StringBuilder(written.Length), (StringBuilder?)null);
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '\\' && at + 1 < written.Length && written[at + 1] == '%')
                (input ?? command).Append(written[++at]);
            else if (written[at] != '%')
                (input ?? command).Append(written[at]);
            else if (input is null)
                input = new();
            else
                input.Append('\n');
        }

        return (command.ToString(), input?.ToString());
    }

    private static string Shortened(string title) => title.Length <= LongestTitle ? title : Excerpt.Of(title, LongestTitle - 1);

    private static CommandCall No(string whyNot) => new("", [], "", null, [], whyNot);
}
