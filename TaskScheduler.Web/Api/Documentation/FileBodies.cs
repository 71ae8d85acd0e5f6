using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>A file that a call takes as its body, with an example for each media type.</summary>
public sealed record TakesFileBody(IReadOnlyList<(string MediaType, string Example)> Examples);

/// <summary>Describes calls whose body is a file.</summary>
internal static class FileBodies
{
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder call, IReadOnlyList<(string MediaType, string Example)> examples) => call.WithMetadata(new TakesFileBody(examples));

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<TakesFileBody>().SingleOrDefault() is not { } takes)
            return;
        var content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal);
        foreach (var (mediaType, example) in takes.Examples)
        {
            content[mediaType] = mediaType == MediaTypeNames.Application.Json
                ? new() { Schema = await FileSchemaAsync(context, cancellationToken), Example = JsonNode.Parse(example) }
                : new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example) };
        }

        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
    }

    private static async Task<OpenApiSchemaReference> FileSchemaAsync(OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var name = ApiDocument.NameOf(nameof(DefinitionFileJson))!;
        context.Document!.AddComponent(name, await context.GetOrCreateSchemaAsync(typeof(DefinitionFileJson), null, cancellationToken));
        return new(name, context.Document);
    }
}

/// <summary>Tasks as a file says them.</summary>
public sealed record DefinitionFileJson
{
    /// <summary>In any order.</summary>
    public required IReadOnlyList<DefinedTaskJson> Tasks { get; init; }
}

/// <summary>A task as a file says it: like one to create, with what says which stored one is meant.</summary>
public sealed record DefinedTaskJson : NewTaskJson
{
    /// <summary>The stored task that is meant; one that is not stored becomes a new task with this id. Without it, the task with this title is meant.</summary>
    public Guid? Id { get; init; }

    /// <summary>Whether it becomes due; unless said, a stored task stays as it is and a new one is active.</summary>
    public bool? Active { get; init; }
}
