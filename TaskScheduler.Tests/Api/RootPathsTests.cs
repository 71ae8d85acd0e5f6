namespace TaskScheduler.Tests.Api;

public class RootPathsTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Theory]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [InlineData("text/html; blazor-enhanced-nav=on")]
    public async Task Who_navigates_to_tasks_gets_the_page(string accept)
    {
        var answer = await server.GetAsync("/tasks", ("Accept", accept));

        Assert.Equal("text/html", answer.ContentType);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("application/json, text/plain, */*")]
    [InlineData("application/json, text/html;q=0.5")]
    public async Task A_program_that_reads_tasks_gets_json(string accept)
    {
        var answer = await server.GetAsync("/tasks?page=1", ("Accept", accept));

        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task A_program_that_does_not_say_what_it_takes_gets_json()
    {
        var answer = await server.GetAsync("/tasks");

        Assert.Equal("application/json", answer.ContentType);
    }

    [Fact]
    public async Task Tasks_are_created_at_the_root_whatever_answer_is_preferred()
    {
        var answer = await server.PostAsync("/tasks", "{}", ("Accept", "text/html"));

        Assert.Contains("title", answer.FaultyFields);
    }

    [Theory]
    [InlineData("/executedTasks")]
    [InlineData("/task-types")]
    [InlineData("/scheduled-tasks-summary")]
    [InlineData("/health")]
    [InlineData("/api/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_other_calls_for_programs_answer_json(string path)
    {
        var answer = await server.GetAsync(path, ("Accept", "text/html"));

        Assert.Equal("application/json", answer.ContentType);
    }
}
