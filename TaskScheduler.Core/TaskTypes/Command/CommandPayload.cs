using System.Text.Json.Nodes;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>What a <c>command</c> task is to run and how its end is judged.</summary>
internal sealed record CommandPayload(
    string Program,
    IReadOnlyList<string> Arguments,
    bool Shell,
    string WorkingFolder,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    string Input,
    string ExpectedExitCodes,
    string FinalExitCodes)
{
    public const string Key = "command";

    private const string DefaultExpectedExitCodes = "0";
    private const int LongestPath = 4_000;

    private static readonly NameRule variableName = new(
        $"^(?!{CommandEnvironment.Prefix})[A-Za-z_][A-Za-z0-9_]*$", $"letters, digits and underscores, as BACKUP_DIR; names with {CommandEnvironment.Prefix} are given by this program");

    public static TaskTypeDescription Description { get; } = new(
        Key,
        "Command",
        "Runs a program on the server.",
        "terminal",
        [
            new("program", "Program", PayloadFieldKind.Text) { Required = true, MaxLength = LongestPath, Help = "Name or full path of a program, without its arguments. With a shell: a line for it." },
            new("arguments", "Arguments", PayloadFieldKind.Texts) { MaxLength = 8_000, Help = "Each is handed over as it stands, whatever characters it has. Others on the machine may see them: put secrets into the environment." },
            new("shell", "Use a shell", PayloadFieldKind.Switch) { Default = "false", Help = "Runs the line with /bin/sh; the arguments are $1, $2 and so on." },
            new("workingFolder", "Working folder", PayloadFieldKind.Text) { MaxLength = LongestPath, Help = "Full path. Left empty, the home folder of the server's user." },
            new("environment", "Environment", PayloadFieldKind.Pairs) { IsSecret = true, MaxLength = 8_000, Names = variableName, Help = "Beside these the program is given PATH, HOME and a few more, but nothing else of the server's own environment." },
            new("input", "Standard input", PayloadFieldKind.LongText) { MaxLength = 256 * 1024, Help = "Left empty, the JSON that the task was started with from outside." },
            new("expectedExitCodes", "Expected exit codes", PayloadFieldKind.ExitCodes) { Default = DefaultExpectedExitCodes, MaxLength = 200, Help = "The run fails when the program ends with another, as 0,2-4." },
            new("finalExitCodes", "Final exit codes", PayloadFieldKind.ExitCodes) { MaxLength = 200, Help = "Of those that are not expected: after these the run is not tried again." },
        ]);

    /// <param name="json">Accepted by <see cref="PayloadRules"/>.</param>
    public static CommandPayload Read(string json)
    {
        var payload = JsonNode.Parse(json)!.AsObject();
        return new(
            Text("program"),
            payload["arguments"] is JsonArray arguments ? [.. arguments.Select(argument => argument!.GetValue<string>())] : [],
            payload["shell"] is JsonValue shell && shell.TryGetValue<bool>(out var on) && on,
            Text("workingFolder"),
            payload["environment"] is JsonObject variables ? [.. variables.Select(variable => KeyValuePair.Create(variable.Key, variable.Value!.GetValue<string>()))] : [],
            Text("input"),
            Text("expectedExitCodes") is { Length: > 0 } expected ? expected : DefaultExpectedExitCodes,
            Text("finalExitCodes"));

        string Text(string name) => payload[name]?.GetValue<string>() ?? "";
    }

    /// <summary>What the program's exit code means for the run.</summary>
    public Performance Judge(int exitCode)
    {
        if (ExitCodeRanges.TryParse(ExpectedExitCodes, out var expected) && expected.Contains(exitCode))
            return Performance.Succeeded();
        var sentence = $"The program ended with exit code {exitCode}; expected was {ExpectedExitCodes}.";
        // By convention of shells, and of .NET for a process that a signal has ended.
        if (!Shell && exitCode is > 128 and < 160)
            sentence += $" A code above 128 mostly means that a signal ended it: {exitCode - 128}.";
        return Performance.Failed(sentence) with { IsFinal = ExitCodeRanges.TryParse(FinalExitCodes, out var final) && final.Contains(exitCode) };
    }
}
