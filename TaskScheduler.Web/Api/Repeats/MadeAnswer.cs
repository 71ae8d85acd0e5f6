using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace TaskScheduler.Web.Api.Repeats;

/// <summary>The answer to a call that made something: it can be kept, and given again exactly as it was.</summary>
public sealed record MadeAnswer(int Status, object Body, string? Location = null, string? ETag = null) : IResult
{
    public Task ExecuteAsync(HttpContext http) => Written(JsonOf(http)).ExecuteAsync(http);

    public static JsonSerializerOptions JsonOf(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    public WrittenAnswer Written(JsonSerializerOptions json) => new(Status, Location, ETag, JsonSerializer.Serialize(Body, Body.GetType(), json));
}

/// <summary>The same, as it goes over the wire.</summary>
public sealed record WrittenAnswer(int Status, string? Location, string? ETag, string Body) : IResult
{
    public static WrittenAnswer Of(string kept) => JsonSerializer.Deserialize<WrittenAnswer>(kept)!;

    public string ToText() => JsonSerializer.Serialize(this);

    public Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.Headers.Location = Location;
        http.Response.Headers.ETag = ETag;
        http.Response.ContentType = $"{MediaTypeNames.Application.Json}; charset=utf-8";
        return http.Response.WriteAsync(Body, Encoding.UTF8, http.RequestAborted);
    }
}
