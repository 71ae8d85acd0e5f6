using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TaskScheduler.Web.Api.Repeats;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Describes the headers that calls take and that their answers have.</summary>
internal static class Headers
{
    private const string IfMatch = "If-Match";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var call = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        if (call.OfType<TakesVersion>().Any())
            operation.Parameters.Add(Parameter(IfMatch, "The ETag you read: refused with 412 when somebody has changed the task since.", "\"3\""));
        if (call.OfType<TakesKey>().Any())
        {
            operation.Parameters.Add(Parameter(
                IdempotencyKey.Header,
                "A key of your choice, such as a UUID. The same request with the same key makes nothing again within 24 hours and gets the same answer, marked with Idempotent-Replayed.",
                "8e03978e-40d5-43e8-bc93-6894a57f9324"));
        }

        foreach (var (status, response) in operation.Responses!.Where(response => response.Key is ['2', ..]))
        {
            if (response is OpenApiResponse { Content: { } content } answer)
            {
                answer.Headers = HeadersOf(status, content, call.OfType<TakesKey>().Any());
                foreach (var header in call.OfType<AnswersWithHeader>())
                    answer.Headers[header.Name] = Header(header.Description);
            }
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, IOpenApiHeader> HeadersOf(string status, IDictionary<string, OpenApiMediaType> content, bool repeatable)
    {
        var headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        var isTask = content.Values.Any(media => media.Schema is OpenApiSchemaReference { Reference.Id: "Task" });
        var isRun = content.Values.Any(media => media.Schema is OpenApiSchemaReference { Reference.Id: "Run" });
        if (isTask)
            headers["ETag"] = Header("The version of the task, to send as If-Match.");
        if ((isTask && status == "201") || (isRun && status == "202"))
            headers["Location"] = Header("Where it is read.");
        if (repeatable)
            headers[RepeatableCall.Replayed] = Header("true, when this is the answer to an earlier request with the same key.");
        return headers;
    }

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Parameter(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };
}
