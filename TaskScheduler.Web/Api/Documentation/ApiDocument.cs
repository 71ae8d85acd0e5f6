using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Web.Api.Messages;
using TaskScheduler.Core.Definitions;
using TaskScheduler.Core.Reports;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Web.Api.Definitions;
using TaskScheduler.Web.Api.Forecasts;
using TaskScheduler.Web.Api.Payments;
using TaskScheduler.Web.Api.Report;
using TaskScheduler.Web.Api.Requests;
using TaskScheduler.Web.Api.Runs;
using TaskScheduler.Web.Api.Versions;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>The OpenAPI description of the calls under <c>/api</c>.</summary>
public static class ApiDocument
{
    private const string Bearer = "bearer";

    private static readonly (string Name, string Description)[] tags =
    [
        ("Tasks", "What is to be done, and when."),
        ("Schedules", "When something is due."),
        ("Runs", "What became of tasks: one run for each time one was due."),
        (MessagesApi.Tag, "What people and channels are told."),
        ("Limits", "How many runs of a kind may run at once, and start in a minute."),
        ("Task types", "What a task can do."),
        ("Versions", "What a task was before."),
        (DefinitionsApi.Tag, "Tasks as files."),
        ("Secrets", "What tasks use and nobody sees."),
        ("Alerts", "What people are told of, by whom it is looked for, and where it is sent."),
        (ForecastApi.Tag, "What the next three hours will take, and whether that can be done."),
        (ReportApi.Tag, "What became of runs in a period."),
        (PaymentsApi.Tag, "The accounts that payment tasks pay from and to."),
        ("Audit", "Who changed what, and when."),
        ("Your account", "The one who calls, with tokens and sessions."),
        ("Accounts", "Who may sign in, and what they may do."),
        ("Health", "How the program is."),
    ];

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = type => NameOf(OpenApiOptions.CreateDefaultSchemaReferenceId(type));
        options.AddDocumentTransformer(DescribeDocumentAsync);
        options.AddOperationTransformer(DescribeQueryAsync);
        options.AddOperationTransformer(DescribeBodyAsync);
        options.AddOperationTransformer(DescribeAnswerAsync);
        options.AddOperationTransformer(Headers.DescribeAsync);
        options.AddOperationTransformer(Refusals.DescribeAsync);
        options.AddOperationTransformer(FileBodies.DescribeAsync);
        options.AddSchemaTransformer(DescribeSchemaAsync);
    });

    private static async Task DescribeDocumentAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new()
        {
            Title = "TaskScheduler",
            Version = "v1",
            Description = """
                Schedules tasks and shows what became of them. Times are ISO 8601 with offset; one without an offset is refused.
                Refusals are problem details (RFC 9457) with `errors`, a map from field to messages.
                Lists have page numbers for their first 100,000 entries, and cursors for all of them. Answers are compressed for those who take gzip or br.
                Tasks, executed tasks, task types and the forecast answer at the root too: `/tasks` is `/api/tasks`.
                What changes is sent live by the SignalR hub `/hubs/tasks`: `taskChanged` with a task, `runChanged` with a run,
                `taskDeleted` with `{"id"}`, and `reload` on connecting and when more changed than is sent one by one: then read what you show again.
                Everything is sent until you call `Watch({"tasks": [ids], "tags": [tags]})`, and again after `WatchAll()`.
                """,
        };

        // One program, one place: relative to where the document was read.
        document.Servers = [new() { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token, such as one from the page Settings.",
        });
        await DescribeHealthAsync(document, context, cancellationToken);
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
    }

    // It is answered by the framework's own middleware, which describes nothing.
    private static async Task DescribeHealthAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var name = NameOf(nameof(HealthJson))!;
        document.AddComponent(name, await context.GetOrCreateSchemaAsync(typeof(HealthJson), null, cancellationToken));
        Dictionary<string, OpenApiMediaType> Content() => new(StringComparer.Ordinal)
        {
            [MediaTypeNames.Application.Json] = new() { Schema = new OpenApiSchemaReference(name, document), Example = AnswerExamples.Of("getHealth") },
        };
        document.Paths.Add("/api/health", new OpenApiPathItem
        {
            Operations = new()
            {
                [HttpMethod.Get] = new()
                {
                    OperationId = "getHealth",
                    Summary = "Ask how the program is",
                    Description = "For anybody, without a token. Answers at /health too, with /health/live and /health/ready beside it.",
                    Tags = new HashSet<OpenApiTagReference> { new("Health", document) },
                    Security = [],
                    Responses = new()
                    {
                        ["200"] = new OpenApiResponse { Description = "It serves.", Content = Content() },
                        ["400"] = new OpenApiResponse { Description = "The request names a host that is not served here." },
                        ["503"] = new OpenApiResponse { Description = "It can't serve.", Content = Content() },
                    },
                },
            },
        });
    }


    private static Task DescribeAnswerAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (AnswerExamples.Of(operation.OperationId!) is { } example)
        {
            foreach (var media in operation.Responses!.Values.SelectMany(response => response.Content?.Values ?? []))
                media.Example = example.DeepClone();
        }

        return Task.CompletedTask;
    }

    // Query values arrive as text, so that each fault can be answered with its field; what they mean is said here.
    private static Task DescribeQueryAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Query))
        {
            parameter.Required = false;
            parameter.Name = JsonFormat.MemberName(parameter.Name!);
            parameter.Schema = QuerySchema(parameter.Name, operation);
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema QuerySchema(string name, OpenApiOperation operation) => name switch
    {
        "page" => new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{QueryReader.MaxDepth}", Default = 1 },
        "pageSize" => new() { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{QueryReader.MaxPageSize}", Default = QueryReader.DefaultPageSize },
        "from" or "to" when TagOf(operation) == ReportApi.Tag => new() { Type = JsonSchemaType.String },
        "period" => OneOf(ReportPeriod.Choices),
        "format" when TagOf(operation) == ReportApi.Tag => OneOf(["html", "csv"]),
        "from" or "to" => new() { Type = JsonSchemaType.String, Format = "date-time" },
        "taskId" or "subjectId" => new() { Type = JsonSchemaType.String, Format = "uuid" },
        "status" => OneOf(Enum.GetValues<TaskStatus>().Select(JsonFormat.NameOf)),
        "format" when TagOf(operation) == DefinitionsApi.Tag => OneOf(Enum.GetValues<DefinitionFormat>().Select(JsonFormat.NameOf)),
        "format" => OneOf(["json", "csv"]),
        "prune" or "system" or "apply" or "force" => new() { Type = JsonSchemaType.Boolean, Default = false },
        "state" when operation.OperationId == ActiveRunsApi.Name => OneOf(ActiveRunsApi.States.Select(JsonFormat.NameOf)),
        "state" when TagOf(operation) == MessagesApi.Tag => OneOf(Enum.GetValues<MessageState>().Select(JsonFormat.NameOf)),
        "kind" => OneOf(Enum.GetValues<MessageKind>().Select(JsonFormat.NameOf)),
        "state" => OneOf(RunsApi.EndStates.Select(JsonFormat.NameOf)),
        "sort" => OneOf(Enum.GetValues<TaskSort>().Select(JsonFormat.NameOf).SelectMany(sort => new[] { sort, "-" + sort })),
        _ => new() { Type = JsonSchemaType.String },
    };

    private static string? TagOf(OpenApiOperation operation) => operation.Tags?.FirstOrDefault()?.Name;

    private static OpenApiSchema OneOf(IEnumerable<string> names) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. names.Select(name => (JsonNode)name)],
    };

    private static async Task DescribeBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesBody>().SingleOrDefault() is not { } takes)
            return;
        var name = NameOf(takes.Type.Name)!;
        context.Document!.AddComponent(name, await context.GetOrCreateSchemaAsync(takes.Type, null, cancellationToken));
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = takes.Required,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [MediaTypeNames.Application.Json] = new()
                {
                    Schema = new OpenApiSchemaReference(name, context.Document),
                    Examples = Examples.OfBody(operation.OperationId!),
                },
            },
        };
    }

    private static Task DescribeSchemaAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(JsonObject))
            schema.Type = JsonSchemaType.Object;

        // Derived from the constructor, which this one shares with the record it extends.
        if (type == typeof(RunDetailJson) || type == typeof(VersionDefinitionJson))
            schema.Required = schema.Properties!.Keys.ToHashSet(StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    // A client made from the document has Task and TaskPage, not TaskJson and PageOfOfTaskJson.
    internal static string? NameOf(string? name)
    {
        const string Suffix = "Json", Page = "PageOfOf";
        if (name?.EndsWith(Suffix, StringComparison.Ordinal) != true)
            return name;
        var plain = name[..^Suffix.Length];
        return plain.StartsWith(Page, StringComparison.Ordinal) ? plain[Page.Length..] + "Page" : plain;
    }
}
