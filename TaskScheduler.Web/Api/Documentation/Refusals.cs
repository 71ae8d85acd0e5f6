using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace TaskScheduler.Web.Api.Documentation;

/// <summary>Why something asked for was not done: problem details (RFC 9457).</summary>
public sealed record ProblemJson
{
    /// <summary>Address of what explains the status.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of problem.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong and what to do about it.</summary>
    public string? Detail { get; init; }

    /// <summary>What is wrong with each field, by its name as in the JSON, such as schedule.cron or tasks[3].title.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}

/// <summary>Describes with which problems a call can be answered; each is written once, and referred to.</summary>
internal static class Refusals
{
    private static readonly int[] ofEveryCall = [401, 403, 429];

    private static readonly Dictionary<int, (string Meaning, string Detail, string? Field)> known = new()
    {
        [400] = ("Something in the request has to be corrected; errors names each field.", "Give the task a title.", "title"),
        [401] = ("Nobody is signed in: send a token as Authorization: Bearer.", "Sign in, or send a token as Authorization: Bearer.", null),
        [403] = ("The caller may not do this.", "You may look at tasks, but not create any. Ask an administrator to make you an operator.", null),
        [404] = ("What it is about does not exist.", "There is no task 01890a5d-ac96-774b-bcce-b302099a8057.", "id"),
        [409] = ("This can't be done in the state it is in.", "This run has ended already, so there is nothing to cancel.", "state"),
        [412] = ("Somebody changed it since it was read.", "Somebody changed this task meanwhile: it has version 3, and you meant version 2. Read it again, then make your change.", "version"),
        [413] = ("The body is too large.", "The body may have up to 1048576 bytes.", null),
        [415] = ("The body is not sent as JSON.", "Send the body as application/json.", null),
        [422] = ("The key was used for another request.", "You used this Idempotency-Key for another request within the last 24 hours. Choose a new key for this one.", null),
        [429] = ("More requests than one caller may send; Retry-After says how many seconds to wait.", "You send more requests than one caller may. Wait 1 s; an administrator can raise TaskScheduler:Api:RequestsPerSecond.", null),
    };

    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        document.AddComponent(nameof(ProblemJson)[..^4], await context.GetOrCreateSchemaAsync(typeof(ProblemJson), null, cancellationToken));
        var statuses = context.Description.ActionDescriptor.EndpointMetadata.OfType<RefusesWith>().SelectMany(refuses => refuses.Statuses).Concat(ofEveryCall).Distinct().Order();
        foreach (var status in statuses)
        {
            var name = ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);
            document.AddComponent<IOpenApiResponse>(name, ResponseOf(status, document));
            operation.Responses![status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponseReference(name, document);
        }
    }

    private static OpenApiResponse ResponseOf(int status, OpenApiDocument document) => new()
    {
        Description = known[status].Meaning,
        Headers = status == 429
            ? new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } }
            : null,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [MediaTypeNames.Application.ProblemJson] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemJson)[..^4], document), Example = ExampleOf(status) },
        },
    };

    private static JsonObject ExampleOf(int status)
    {
        var (_, detail, field) = known[status];
        var problem = new JsonObject { ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = detail };
        if (field is not null)
            problem["errors"] = new JsonObject { [field] = new JsonArray(detail) };
        return problem;
    }
}
