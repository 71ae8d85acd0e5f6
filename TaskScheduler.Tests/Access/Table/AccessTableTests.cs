using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace TaskScheduler.Tests.Access.Table;

/// <summary>Knocks at every door of the program as everybody, and compares with the list of who is to be let in.</summary>
public sealed class AccessTableTests(Personas personas) : IClassFixture<Personas>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Doors => [.. DoorList.All.Select(door => door.ToString())];

    [Fact]
    public void Every_route_is_on_the_list()
    {
        var listed = DoorList.All.Select(door => door.ToString()).ToHashSet(StringComparer.Ordinal);

        var routes = personas.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(Names).Distinct();

        var missing = routes.Where(route => !listed.Contains(route) && !DoorList.IsPartOfPages(route)).Order(StringComparer.Ordinal);
        Assert.True(!missing.Any(), $"Say in DoorList who may go through:\n{string.Join('\n', missing)}");
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_door_opens_for_those_on_the_list_and_for_nobody_else(string name)
    {
        var door = DoorList.All.Single(door => door.ToString() == name);
        foreach (var persona in Personas.All)
        {
            var status = await KnockAsync(door, persona);
            var isOpen = status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
            Assert.True(isOpen == door.IsOpenTo(persona), $"{door} answers {(int)status} to {persona}.");
            if (!isOpen)
                Assert.Equal(persona is Personas.Nobody or Personas.Expired ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, status);
        }
    }

    [Theory]
    [InlineData("/tasks")]
    [InlineData("/executed")]
    [InlineData("/account")]
    [InlineData("/accounts")]
    [InlineData("/audit")]
    [InlineData("/secrets")]
    public async Task A_page_leads_a_visitor_whom_nobody_knows_to_the_sign_in(string page)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "Accept", "text/html" } } };

        using var answer = await personas[Personas.Nobody].SendAsync(request, Cancel);

        Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    // Each call has things of its own to be about, so that one persona's success does not spoil the next one's.
    private async Task<HttpStatusCode> KnockAsync(Door door, string persona)
    {
        var path = door.Path;
        if (path.Contains("{id:guid}", StringComparison.Ordinal))
            path = path.Replace("{id:guid}", await IdForAsync(door), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), path.Replace("{secret}", "unknown", StringComparison.Ordinal).Replace("{version:int}", "1", StringComparison.Ordinal).Replace("{RunId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{AccountId:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{other:int}", "1", StringComparison.Ordinal).Replace("{PageNumber:int}", "1", StringComparison.Ordinal));
        if (door.Body is not null)
            request.Content = new StringContent(door.Body, Encoding.UTF8, "application/json");
        using var answer = await personas[persona].SendAsync(request, Cancel);
        return answer.StatusCode;
    }

    private async Task<string> IdForAsync(Door door)
    {
        if (door.Path.StartsWith("/api/accounts", StringComparison.Ordinal))
            return (await PostAsync(Personas.Admin, "/api/accounts", $$"""{"email":"{{Guid.NewGuid()}}@example.org","password":"three words in a row","role":"viewer"}""")).GetProperty("id").GetString()!;
        if (!door.Path.StartsWith("/api/tasks", StringComparison.Ordinal) && !door.Path.StartsWith("/api/runs", StringComparison.Ordinal))
            return Guid.NewGuid().ToString();
        var task = (await PostAsync(Personas.Operator, "/api/tasks", DoorList.Reminder)).GetProperty("id").GetString()!;
        return door.Path.StartsWith("/api/tasks", StringComparison.Ordinal)
            ? task
            : (await PostAsync(Personas.Operator, $"/api/tasks/{task}/run", null)).GetProperty("id").GetString()!;
    }

    private async Task<JsonElement> PostAsync(string persona, string path, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await personas[persona].PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    // A page takes posts too, for its forms; who may see it may send them.
    private static IEnumerable<string> Names(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        ? [$"GET /{endpoint.RoutePattern.RawText!.Trim('/')}"]
        : (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}");
}
