using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Tests.Api.Documentation;

public class ApiDocumentTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task It_is_openapi_3_1_and_holds_each_call_once_and_under_api()
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;

        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        var calls = Calls(document).ToArray();
        Assert.All(calls, call => Assert.StartsWith("/api/", call.Path));
        Assert.Equal(calls.Length, calls.Select(call => call.Operation.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task It_describes_every_call_that_is_answered_and_no_other()
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;

        var answered = server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Select(method => $"{method} {Plain(endpoint.RoutePattern)}") ?? []);
        Assert.Equal(answered.Order(), Calls(document).Select(call => $"{call.Method} {call.Path}").Order());
    }

    [Fact]
    public async Task Every_call_says_what_it_is_for()
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;

        Assert.All(Calls(document), call =>
        {
            Assert.NotEmpty(call.Operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(call.Operation.GetProperty("description").GetString()!);
        });
    }

    [Theory]
    [InlineData("NewTask", false)]
    [InlineData("Replacement", true)]
    public async Task A_body_as_described_is_a_body_that_is_read(string schema, bool replaces)
    {
        var document = (await server.GetAsync("/openapi/v1.json")).Json;
        var members = document.GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties");
        var body = JsonSerializer.SerializeToElement(members.EnumerateObject().ToDictionary(member => member.Name, _ => (string?)null));

        IReadOnlyList<Core.Fault> faults;
        _ = replaces ? TaskBody.ReadReplacement(body, out _, out faults) : TaskBody.ReadNew(body, out faults);

        Assert.Empty(faults);
    }

    private static string Plain(RoutePattern route) => "/" + string.Join('/', route.PathSegments.Select(segment =>
        segment.Parts[0] is RoutePatternParameterPart parameter ? $"{{{parameter.Name}}}" : ((RoutePatternLiteralPart)segment.Parts[0]).Content));

    private static IEnumerable<(string Method, string Path, JsonElement Operation)> Calls(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);
}
