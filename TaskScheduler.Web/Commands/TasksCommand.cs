using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Api.Definitions;

namespace TaskScheduler.Web.Commands;

/// <summary><c>tasks export</c>, <c>tasks plan</c>, <c>tasks apply</c> and <c>tasks import-crontab</c>.</summary>
internal static class TasksCommand
{
    /// <summary>Exit code of a plan that would change something.</summary>
    public const int WouldChange = 3;

    private static readonly Argument<string> file = new("file") { Description = "The file to read; - reads what is piped in." };
    private static readonly Option<bool> prune = new("--prune") { Description = "Remove tasks that the file does not name." };
    private static readonly Option<string?> pruneTag = new("--prune-tag") { Description = "Remove tasks that the file does not name, of those with this tag." };

    public static Command Create(ProgramCalls calls) => new("tasks", "Tasks as files.")
    {
        Export(calls),
        Plan(calls),
        Apply(calls),
        ImportCrontab(calls),
    };

    private static Command Export(ProgramCalls calls)
    {
        var format = new Option<string>("--format") { Description = "How it is written.", DefaultValueFactory = _ => "yaml" };
        format.AcceptOnlyFromAmong("yaml", "json");
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; standard output unless said." };
        Option<string?>[] filters = [new("--search") { Description = "Only tasks with this in title, description or e-mail address." }, new("--status") { Description = "Only tasks with this status." }, new("--type") { Description = "Only tasks of this type." }, new("--tag") { Description = "Only tasks with this tag." }, new("--ids") { Description = "Only these tasks: ids with commas between them." }];
        var command = new Command("export", "Writes tasks as a file that plan and apply read.") { format, output };
        foreach (var filter in filters)
            command.Options.Add(filter);
        command.SetAction(async (said, stop) =>
        {
            var asked = filters.Select(filter => (filter.Name.TrimStart('-'), said.GetValue(filter))).Append(("format", said.GetValue(format)));
            var text = await calls.SendAsync(HttpMethod.Get, "definitions" + Query(asked), null, stop);
            if (said.GetValue(output) is { } path)
                await FileText.WriteAsync(path, text, stop);
            else
                Console.Out.Write(text);
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Plan(ProgramCalls calls)
    {
        var command = new Command("plan", $"Says what applying a file would add, change and remove. Exits with 0 when nothing would change, {WouldChange} when something would, 1 when the file has faults.") { file, prune, pruneTag };
        command.SetAction(async (said, stop) =>
        {
            using var content = Content(await FileText.ReadAsync(said.GetRequiredValue(file), stop));
            var plan = PlanWords.Read(await calls.SendAsync(HttpMethod.Post, "definitions/plan" + Pruning(said), content, stop));
            Console.Out.Write(PlanWords.OfPlan(plan));
            return !plan.CanApply ? CommandLine.Failed : plan.ChangesNothing ? CommandLine.Done : WouldChange;
        });
        return command;
    }

    private static Command Apply(ProgramCalls calls)
    {
        var fingerprint = new Option<string?>("--fingerprint") { Description = "Of the plan that was looked at: nothing is done when something else would happen by now." };
        var command = new Command("apply", "Adds, changes and removes tasks as a file says, all of it or nothing.") { file, prune, pruneTag, fingerprint };
        command.SetAction(async (said, stop) =>
        {
            using var content = Content(await FileText.ReadAsync(said.GetRequiredValue(file), stop));
            var query = Pruning(said, ("fingerprint", said.GetValue(fingerprint)));
            Console.Out.Write(PlanWords.OfApplied(PlanWords.Read(await calls.SendAsync(HttpMethod.Post, "definitions/apply" + query, content, stop))));
            return CommandLine.Done;
        });
        return command;
    }

    private static Command ImportCrontab(ProgramCalls calls)
    {
        var system = new Option<bool>("--system") { Description = "Each entry names a user before its command, as in /etc/crontab." };
        var zone = new Option<string?>("--time-zone") { Description = "IANA time zone of the machine it comes from; this machine's unless said." };
        var tags = new Option<string?>("--tags") { Description = "Tags for the tasks, with commas between them." };
        var apply = new Option<bool>("--apply") { Description = "Create the tasks; otherwise it is only said what they would be." };
        var command = new Command("import-crontab", "Turns a crontab into tasks, and reports what each line becomes.") { file, system, zone, tags, apply };
        command.SetAction(async (said, stop) =>
        {
            using var content = new StringContent(await FileText.ReadAsync(said.GetRequiredValue(file), stop), Encoding.UTF8, MediaTypeNames.Text.Plain);
            var here = ZoneNames.TryRead(TimeZoneInfo.Local.Id, out var local) ? local : null;
            var query = Query([("system", Flag(said.GetValue(system))), ("timeZone", said.GetValue(zone) ?? here), ("tags", said.GetValue(tags)), ("apply", Flag(said.GetValue(apply)))]);
            Console.Out.Write(PlanWords.OfCrontab(await calls.SendAsync(HttpMethod.Post, "definitions/crontab" + query, content, stop), said.GetValue(apply)));
            return CommandLine.Done;
        });
        return command;
    }

    private static string Pruning(ParseResult said, params (string Name, string? Value)[] further) =>
        Query([("prune", Flag(said.GetValue(prune) || said.GetValue(pruneTag) is not null)), ("pruneTag", said.GetValue(pruneTag)), .. further]);

    private static string? Flag(bool set) => set ? "true" : null;

    private static string Query(IEnumerable<(string Name, string? Value)> values) =>
        "?" + string.Join('&', values.Where(value => !string.IsNullOrEmpty(value.Value)).Select(value => $"{value.Name}={Uri.EscapeDataString(value.Value!)}"));

    private static StringContent Content(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue(text.TrimStart() is ['{', ..] ? MediaTypeNames.Application.Json : FileBody.Yaml));
}
