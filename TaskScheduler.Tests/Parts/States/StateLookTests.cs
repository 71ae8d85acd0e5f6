using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.States;
using TaskStatus = TaskScheduler.Core.Tasks.TaskStatus;

namespace TaskScheduler.Tests.Parts.States;

public sealed class StateLookTests
{
    public static TheoryData<StateLook> All =>
        [.. Enum.GetValues<TaskStatus>().Select(StateLook.Of), .. Enum.GetValues<RunState>().Select(StateLook.Of)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_state_has_a_colour_an_icon_and_words(StateLook look)
    {
        Assert.NotEmpty(look.Tone);
        Assert.NotEmpty(look.Icon);
        Assert.NotEmpty(look.Words);
    }

    [Fact]
    public void No_two_states_of_a_run_share_their_words_or_their_icon()
    {
        var looks = Enum.GetValues<RunState>().Select(StateLook.Of).ToList();

        Assert.Distinct(looks.Select(look => look.Words));
        Assert.Distinct(looks.Select(look => look.Icon));
    }
}
