using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Lists;

namespace TaskScheduler.Tests.Parts.Lists;

public sealed class AddressQueryTests
{
    [Theory]
    [InlineData("state=timedOut", RunState.TimedOut)]
    [InlineData("state=TIMEDOUT", RunState.TimedOut)]
    [InlineData("state=12", null)]
    [InlineData("state=nonsense", null)]
    [InlineData("", null)]
    public void A_choice_is_read_by_its_name_and_nonsense_is_ignored(string query, RunState? expected) =>
        Assert.Equal(expected, AddressQuery.Of($"http://localhost/?{query}").Choice<RunState>("state"));

    [Theory]
    [InlineData("page=3", 3)]
    [InlineData("page=0", 1)]
    [InlineData("page=-2", 1)]
    [InlineData("page=99999999999", 1)]
    public void A_number_outside_its_bounds_is_ignored(string query, int expected) =>
        Assert.Equal(expected, AddressQuery.Of($"http://localhost/?{query}").Number("page", 1, 1000, otherwise: 1));

    [Fact]
    public void An_address_holds_only_the_parts_that_have_a_value() =>
        Assert.Equal("tasks?search=a%20%26%20b", AddressQuery.Address("tasks", ("search", "a & b"), ("type", null), ("tag", "")));
}
