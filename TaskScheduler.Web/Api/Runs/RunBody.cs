using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Runs;

/// <summary>Reads what is sent about one run.</summary>
internal static class RunBody
{
    /// <summary>Answers with what <paramref name="use"/> makes of the payload that was sent, or of null when none was.</summary>
    public static Task<IResult> PayloadAsync(HttpRequest request, Func<JsonObject?, Task<IResult>> use, CancellationToken cancellationToken) =>
        request.ContentLength == 0 || (request.ContentLength is null && !request.HasJsonContentType())
            ? use(null)
            : ReadAsync(request, "payload", reader => reader.Object("payload") is { } payload ? JsonObject.Create(payload.Clone()) : null, use, cancellationToken);

    /// <summary>The same for a reason.</summary>
    public static Task<IResult> ReasonAsync(HttpRequest request, Func<string?, Task<IResult>> use, CancellationToken cancellationToken) =>
        ReadAsync(request, "reason", reader => reader.Text("reason"), use, cancellationToken);

    private static Task<IResult> ReadAsync<T>(HttpRequest request, string member, Func<ObjectReader, T?> read, Func<T?, Task<IResult>> use, CancellationToken cancellationToken) =>
        JsonBody.UseAsync(request, async body =>
        {
            var faults = new List<Fault>();
            var reader = new ObjectReader(body, "", faults);
            reader.AllowOnly([member]);
            var value = read(reader);
            return faults.Count > 0 ? Problems.Invalid(faults) : await use(value);
        }, cancellationToken);
}
