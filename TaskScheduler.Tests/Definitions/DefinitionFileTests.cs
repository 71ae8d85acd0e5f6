using TaskScheduler.Core.Definitions;

namespace TaskScheduler.Tests.Definitions;

public class DefinitionFileTests
{
    [Fact]
    public void A_task_is_read_from_yaml_as_from_json()
    {
        var yaml = DefinitionFile.Read("""
            tasks:
              - title: Nightly import
                type: http
                payload: { url: https://example.org/import, expectedStatus: 200 }
                schedule:
                  kind: cron
                  cron: 0 2 * * 1-5
                tags: [import, 2026]
                active: false
            """);
        var json = DefinitionFile.Read("""
            {"tasks":[{"title":"Nightly import","type":"http","payload":{"url":"https://example.org/import","expectedStatus":200},
              "schedule":{"kind":"cron","cron":"0 2 * * 1-5"},"tags":["import","2026"],"active":false}]}
            """);

        Assert.Empty(yaml.Faults.Concat(json.Faults));
        var (ofYaml, ofJson) = (Assert.Single(yaml.Entries), Assert.Single(json.Entries));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(ofJson.Draft), System.Text.Json.JsonSerializer.Serialize(ofYaml.Draft));
        Assert.Equal((false, false), (ofYaml.Active, ofJson.Active));
        Assert.Equal((2, 1), (ofYaml.Line, ofJson.Line));
    }

    [Theory]
    [InlineData("tasks:\n  - title: A\n    titel: B", "tasks[0].titel", 3, "There is no 'titel'")]
    [InlineData("tasks:\n  - title: A\n    Type: http", "tasks[0].Type", 3, "Write 'type'")]
    [InlineData("tasks:\n  - title: A\n    schedule:\n      kind: cron\n      crn: x", "tasks[0].schedule.crn", 5, "There is no 'crn'")]
    [InlineData("tasks:\n  - title: [A]", "tasks[0].title", 2, "has to be a text")]
    [InlineData("tasks:\n  - title: A\n    tags: one", "tasks[0].tags", 3, "has to be a list")]
    [InlineData("tasks:\n  - title: A\n    payload: one", "tasks[0].payload", 3, "has to have parts")]
    [InlineData("tasks:\n  - title: A\n    active: maybe", "tasks[0].active", 3, "true or false")]
    [InlineData("tasks:\n  - title: A\n    id: 7", "tasks[0].id", 3, "'7' is not an id")]
    [InlineData("tasks:\n  - just a text", "tasks[0]", 2, "This is no task")]
    [InlineData("tasks: 7", "tasks", 1, "has to be a list")]
    [InlineData("jobs: []", "", 1, "has to begin with 'tasks:'")]
    [InlineData("tasks:\n  - title: A\n    title: B", "", 3, "'title' stands here twice")]
    [InlineData("tasks:\n  - title: 'A", "", 2, "not valid YAML")]
    [InlineData("tasks:\n  - &a { title: A }\n  - *a", "", 3, "Aliases")]
    [InlineData("tasks: []\n---\ntasks: []", "", 2, "second document")]
    [InlineData("{\"tasks\":[\n{\"title\":\"A\"\n\"type\":\"http\"}]}", "", 3, "not valid JSON")]
    [InlineData("{\"tasks\":[\n{\"title\":\"A\",\n\"title\":\"B\"}]}", "", 3, "'title' stands here twice")]
    [InlineData("{\"tasks\":[\n{\"title\":\"A\",\n\"tags\":7}]}", "tasks[0].tags", 3, "has to be a list")]
    public void What_can_not_be_read_is_said_with_its_place_and_line(string text, string place, int line, string message)
    {
        var fault = DefinitionFile.Read(text).Faults[0];

        Assert.Equal((place, line), (fault.Place, fault.Line));
        Assert.Contains(message, fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("tasks:")]
    [InlineData("tasks: []")]
    public void An_empty_file_holds_no_tasks(string text) => Assert.Empty(DefinitionFile.Read(text, DefinitionFormat.Yaml).Entries);

    [Fact]
    public void A_file_nested_without_end_is_refused()
    {
        var deepYaml = DefinitionFile.Read("tasks: " + new string('[', 100_000));
        var deepJson = DefinitionFile.Read("{\"tasks\":" + new string('[', 100_000));

        Assert.NotEmpty(deepYaml.Faults);
        Assert.NotEmpty(deepJson.Faults);
    }
}
