using System.Text.Json;
using TaskScheduler.Web.Live;

namespace TaskScheduler.Tests.Live;

public sealed class InterestTests
{
    private static readonly Guid Watched = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Theory]
    [InlineData("[]", "Say what to watch as an object")]
    [InlineData("{}", "Name at least one task or tag")]
    [InlineData("""{"tasks":[],"tags":[]}""", "Name at least one task or tag")]
    [InlineData("""{"tasks":["first"]}""", "'first' is not the id of a task")]
    [InlineData("""{"tasks":"x"}""", "'tasks' must be a list of texts")]
    [InlineData("""{"tags":[1]}""", "'tags' must be a list of texts")]
    [InlineData("""{"tags":[""]}""", "A tag has 1 to 50 characters")]
    [InlineData("""{"tag":["import"]}""", "There is no 'tag' to set. Known are: tasks, tags.")]
    public void What_can_not_be_watched_is_refused_with_what_to_do(string what, string message)
    {
        Assert.Null(Read(what, out var faults));
        Assert.Contains(message, string.Join(' ', faults));
    }

    [Fact]
    public void As_many_as_a_client_may_name_are_taken_and_no_more()
    {
        Assert.NotNull(Read(Tasks(Interest.MostTasks), out _));
        Assert.NotNull(Read(Tags(Interest.MostTags), out _));

        Assert.Null(Read(Tasks(Interest.MostTasks + 1), out var faults));
        Assert.Contains("these are 501", Assert.Single(faults));
        Assert.Null(Read(Tags(Interest.MostTags + 1), out faults));
        Assert.Contains("these are 21", Assert.Single(faults));
    }

    [Theory]
    [InlineData("""{"tasks":["01890a5d-ac96-774b-bcce-b302099a8057"]}""", true)]
    [InlineData("""{"tasks":["01890a5d-ac96-774b-bcce-b302099a8058"]}""", false)]
    [InlineData("""{"tags":["import","shop"]}""", true)]
    [InlineData("""{"tags":["Import"]}""", false)]
    [InlineData("""{"tasks":["01890a5d-ac96-774b-bcce-b302099a8058"],"tags":["import"]}""", true)]
    public void A_task_is_told_by_its_id_or_one_of_its_tags(string what, bool told) =>
        Assert.Equal(told, Read(what, out _)!.Covers(new("taskChanged", 1, new(Watched, ["import"]))));

    [Fact]
    public void What_is_for_everybody_is_told_whatever_is_watched() =>
        Assert.True(Read("""{"tags":["import"]}""", out _)!.Covers(HubEvent.Reload));

    private static string Tasks(int count) => JsonSerializer.Serialize(new { tasks = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()) });

    private static string Tags(int count) => JsonSerializer.Serialize(new { tags = Enumerable.Range(0, count).Select(number => $"tag {number}") });

    private static Interest? Read(string what, out IReadOnlyList<string> faults)
    {
        var interest = Interest.Read(JsonSerializer.Deserialize<JsonElement>(what), out var found);
        faults = [.. found.Select(fault => fault.Message)];
        return interest;
    }
}
