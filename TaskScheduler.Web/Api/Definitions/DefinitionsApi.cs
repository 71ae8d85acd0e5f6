using System.ComponentModel;
using System.Net.Mime;
using System.Text;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Api.Documentation;
using TaskScheduler.Web.Api.Requests;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api.Definitions;

/// <summary>Which tasks are to be written, and how.</summary>
public sealed record ExportQuery
{
    [Description("How it is written; yaml unless said.")]
    public string? Format { get; init; }

    [Description("Found in title, description or e-mail address.")]
    public string? Search { get; init; }

    [Description("Only tasks with this status.")]
    public string? Status { get; init; }

    [Description("Only tasks of this type.")]
    public string? Type { get; init; }

    [Description("Only tasks with this tag.")]
    public string? Tag { get; init; }

    [Description("Only these tasks: their ids with commas between them.")]
    public string? Ids { get; init; }
}

/// <summary>How a file is held against what is stored.</summary>
public sealed record PlanQuery
{
    [Description("Whether tasks that the file does not name are removed. Reaches those that the caller may change.")]
    public string? Prune { get; init; }

    [Description("With prune: only tasks with this tag are removed.")]
    public string? PruneTag { get; init; }
}

/// <summary>How a crontab is read.</summary>
public sealed record CrontabQuery
{
    [Description("Whether each entry names a user before its command, as in /etc/crontab.")]
    public string? System { get; init; }

    [Description("IANA time zone of the machine it comes from; UTC unless said. A CRON_TZ line goes before.")]
    public string? TimeZone { get; init; }

    [Description("Tags for the tasks, with commas between them.")]
    public string? Tags { get; init; }

    [Description("Whether the tasks are created; otherwise it is only said what they would be.")]
    public string? Apply { get; init; }
}

/// <summary>Tasks as files over REST.</summary>
public static class DefinitionsApi
{
    /// <summary>Under what the document lists these calls.</summary>
    public const string Tag = "Definitions";

    public static void MapDefinitions(this RouteGroupBuilder api)
    {
        var definitions = api.MapGroup("/definitions").WithTags(Tag);

        definitions.MapGet("/", ExportAsync).WithName("exportDefinitions")
            .WithSummary("Write tasks as a file").WithDescription("The tasks that match, in the order of their titles, as YAML or JSON that plan and apply read. The same tasks give the same text.")
            .Produces<string>(200, FileBody.Yaml, MediaTypeNames.Application.Json).Refuses(400);
        definitions.MapPost("/plan", PlanAsync).WithMetadata(new BodyLimit(FileBody.MaxBytes)).WithName("planDefinitions")
            .WithSummary("See what a file would change").WithDescription("Each task of the file is the stored one with its id, or without an id the one with its exact title; otherwise it is new. A plan with faults can't be applied. Up to 16 MB.")
            .TakesFile(FileExamples.Definitions).Produces<DefinitionPlan>().Refuses(400, 413, 415);
        definitions.MapPost("/apply", ApplyAsync).WithMetadata(new BodyLimit(FileBody.MaxBytes)).WithName("applyDefinitions")
            .WithSummary("Apply a file").WithDescription("Adds, changes and removes what the plan says, in one transaction or not at all, and answers with what was done. Send the fingerprint of the plan you looked at to be refused (409) when something else would happen by now.")
            .TakesFile(FileExamples.Definitions).Produces<DefinitionPlan>().Refuses(400, 403, 409, 413, 415);
        definitions.MapPost("/crontab", CrontabAsync).WithMetadata(new BodyLimit(FileBody.MaxBytes)).WithName("importCrontab")
            .WithSummary("Turn a crontab into tasks").WithDescription("Reports what each line becomes: calls by curl and wget become http tasks, and what did not map is said with its reason. Creates the tasks with apply=true. What was imported before is not created again, and no stored task is changed.")
            .TakesFile(FileExamples.Crontab).Produces<CrontabReport>().Refuses(400, 403, 409, 413, 415);
    }

    private static async Task<IResult> ExportAsync([AsParameters] ExportQuery asked, HttpContext http, TaskDefinitions definitions, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var format = read.Choice("format", asked.Format, Enum.GetValues<DefinitionFormat>()) ?? DefinitionFormat.Yaml;
        var ids = QueryReader.Text(asked.Ids)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(id => read.Id("ids", id)).OfType<Guid>().ToArray();
        Core.Tasks.TaskFilter filter = new()
        {
            Search = QueryReader.Text(asked.Search),
            Status = read.Choice("status", asked.Status, Enum.GetValues<TaskStatus>()),
            Type = QueryReader.Text(asked.Type),
            Tag = QueryReader.Text(asked.Tag),
            Ids = ids,
        };
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var text = await definitions.ExportAsync(filter, format, cancellationToken);
        http.Response.Headers.ContentDisposition = $"attachment; filename=tasks.{JsonFormat.NameOf(format)}";
        return Results.Text(text, format == DefinitionFormat.Json ? MediaTypeNames.Application.Json : FileBody.Yaml, Encoding.UTF8);
    }

    private static async Task<IResult> PlanAsync([AsParameters] PlanQuery asked, HttpContext http, TaskDefinitions definitions, CancellationToken cancellationToken)
    {
        var (file, refused) = await FileAsync(http, cancellationToken);
        if (file is null)
            return refused!;
        return PruneOf(asked, out var prune) is { } invalid ? invalid : TypedResults.Ok(await definitions.PlanAsync(file, prune, cancellationToken));
    }

    private static async Task<IResult> ApplyAsync(
        [AsParameters] PlanQuery asked, [Description("Of the plan that was looked at.")] string? fingerprint, HttpContext http, TaskDefinitions definitions, CancellationToken cancellationToken)
    {
        var (file, refused) = await FileAsync(http, cancellationToken);
        if (file is null)
            return refused!;
        if (PruneOf(asked, out var prune) is { } invalid)
            return invalid;
        var applied = await definitions.ApplyAsync(file, prune, QueryReader.Text(fingerprint), cancellationToken);
        return Problems.Unless(applied, TypedResults.Ok);
    }

    private static async Task<IResult> CrontabAsync([AsParameters] CrontabQuery asked, HttpContext http, CrontabImport import, CancellationToken cancellationToken)
    {
        if (!FileBody.IsPlainText(http.Request))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"Send the crontab as {MediaTypeNames.Text.Plain}.");
        var read = new QueryReader();
        var apply = read.Flag("apply", asked.Apply);
        var options = new CrontabOptions
        {
            WithUser = read.Flag("system", asked.System),
            TimeZone = QueryReader.Text(asked.TimeZone) ?? ZoneNames.Default,
            Tags = asked.Tags?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
        if (!ZoneNames.TryRead(options.TimeZone, out _))
            return Problems.Invalid([.. read.Faults, new("timeZone", $"'{options.TimeZone}' is not a known time zone; write an IANA name such as Europe/Berlin.")]);
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        var (text, refused) = await FileBody.ReadAsync(http.Request, cancellationToken);
        if (text is null)
            return refused!;
        if (!apply)
            return TypedResults.Ok(await import.PlanAsync(text, options, cancellationToken));
        var applied = await import.ApplyAsync(text, options, cancellationToken);
        return Problems.Unless(applied, TypedResults.Ok);
    }

    private static async Task<(DefinitionFile? File, IResult? Refused)> FileAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (FileBody.FormatOf(http.Request) is not { } format)
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, $"Send the file as {FileBody.Yaml} or {MediaTypeNames.Application.Json}."));
        var (text, refused) = await FileBody.ReadAsync(http.Request, cancellationToken);
        return (text is null ? null : DefinitionFile.Read(text, format), refused);
    }

    private static IResult? PruneOf(PlanQuery asked, out Prune? prune)
    {
        var read = new QueryReader();
        var tag = QueryReader.Text(asked.PruneTag);
        prune = read.Flag("prune", asked.Prune) ? new(tag) : null;
        if (read.Faults.Count > 0)
            return Problems.Invalid(read.Faults);
        return tag is not null && prune is null ? Problems.Invalid(new Core.Fault("pruneTag", "Say prune=true too: only then tasks are removed.")) : null;
    }
}
