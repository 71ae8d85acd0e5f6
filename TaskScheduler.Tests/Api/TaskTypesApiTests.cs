using System.Text.Json;

namespace TaskScheduler.Tests.Api;

public class TaskTypesApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task Each_task_type_comes_with_the_schema_of_its_payload()
    {
        var types = (await server.GetAsync("/task-types")).Json.EnumerateArray().ToArray();

        Assert.Equal(["email", "http", "notification", "payment", "report"], types.Select(type => type.GetProperty("key").GetString()).Order());
        Assert.All(types, type => Assert.Equal("object", type.GetProperty("payloadSchema").GetProperty("type").GetString()));
        Assert.All(types, type => Assert.Equal(JsonValueKind.String, type.GetProperty("description").ValueKind));
    }
}
