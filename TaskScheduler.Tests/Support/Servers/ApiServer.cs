using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TaskScheduler.Tests.Support.Servers;

/// <summary>The program as another program sees it: for one test class, with its own data folder and port.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public RunningApp App { get; } = new();

    public HttpClient Client { get; private set; } = default!;

    public ValueTask InitializeAsync()
    {
        App.Start();
        Client = App.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <param name="body">JSON as text, so that a test shows what is sent; null for none.</param>
    public Task<Answer> PostAsync(string path, string? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Answer> PutAsync(string path, string? body = null, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, path, body, headers);

    /// <summary>Creates a reminder that is due in 2099, and returns its JSON.</summary>
    public async Task<JsonElement> CreateReminderAsync(string title = "Water the plants", string members = "")
    {
        var body = $$"""{"title":"{{title}}","description":"All of them","executionTime":"2099-01-01T09:00:00+01:00","userEmail":"kim@example.org"{{members}}}""";
        var answer = await PostAsync("/api/tasks", body);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Json;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        var json = type.EndsWith("json", StringComparison.Ordinal)
            ? await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)
            : default;
        return new(response.StatusCode, type, json, response.Headers.ETag?.Tag, response.Headers.Location?.ToString());
    }
}

/// <summary>What was answered.</summary>
/// <param name="Json">Undefined when it was not JSON.</param>
public sealed record Answer(HttpStatusCode Status, string ContentType, JsonElement Json, string? ETag, string? Location)
{
    /// <summary>The fields that problem details find fault with, in order.</summary>
    public IReadOnlyList<string> FaultyFields
    {
        get
        {
            Assert.Equal("application/problem+json", ContentType);
            return [.. Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)];
        }
    }

    public string Text(string member) => Json.GetProperty(member).GetString()!;

    /// <summary>The message of the one fault of a field.</summary>
    public string Fault(string field) => Json.GetProperty("errors").GetProperty(field)[0].GetString()!;
}
