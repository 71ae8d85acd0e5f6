using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Tests.Support;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Tests.Parts.Lists;

public sealed class SearchFieldTests : ComponentTest
{
    private readonly ManualTime time = new(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string?> searched = [];

    public SearchFieldTests()
    {
        Services.AddSingleton<TimeProvider>(time);
    }

    [Fact]
    public void A_word_is_searched_for_once_after_the_typing_has_paused()
    {
        var field = Field(null);
        field.Find("input").Input("ba");
        time.Advance(TimeSpan.FromMilliseconds(100));
        field.Find("input").Input("backup ");

        time.Advance(TimeSpan.FromMilliseconds(200));

        field.WaitForAssertion(() => Assert.Equal(["backup"], searched));
    }

    [Fact]
    public void An_address_that_changes_by_itself_changes_the_field()
    {
        var field = Field("backup");

        field.Render(parameters => parameters.Add(f => f.Value, null));

        Assert.Null(field.Find("input").GetAttribute("value"));
    }

    private IRenderedComponent<SearchField> Field(string? value) => Render<SearchField>(parameters => parameters
        .Add(field => field.Label, "Search tasks")
        .Add(field => field.Value, value)
        .Add(field => field.Typed, searched.Add));
}
