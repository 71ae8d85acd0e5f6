using TaskScheduler.Web.Pages.Runs.Viewing;

namespace TaskScheduler.Tests.Pages.Runs.Viewing;

public sealed class TextStyleTests
{
    [Theory]
    [InlineData("31", "ink-1", null)]
    [InlineData("1;4;92", "bold underlined ink-10", null)]
    [InlineData("1;31;0", null, null)]
    [InlineData("", null, null)]
    [InlineData("1;22;3;23;4;24;9;29;7;27", null, null)]
    [InlineData("31;39", null, null)]
    [InlineData("38;5;9", "ink-9", null)]
    [InlineData("38;5;196", "ink", "--ink:#ff0000")]
    [InlineData("38;5;244", "ink", "--ink:#808080")]
    [InlineData("38;2;18;52;86", "ink", "--ink:#123456")]
    [InlineData("38:2::18:52:86", "ink", "--ink:#123456")]
    [InlineData("38:5:196;1", "bold ink", "--ink:#ff0000")]
    [InlineData("38;2;300;0;0", null, null)]
    [InlineData("38;5", null, null)]
    [InlineData("38;5;999", null, null)]
    [InlineData("99999999999;31", "ink-1", null)]
    [InlineData("7", "inverse", null)]
    public void A_sequence_sets_what_it_names_and_nothing_else(string parameters, string? classes, string? colours)
    {
        var style = default(TextStyle).After(parameters);

        Assert.Equal((classes, colours), (TextLook.ClassOf(style), TextLook.ColoursOf(style)));
    }

    [Theory]
    [InlineData("37;47", "--ground:#d3d9e1;--ink:#000000")]
    [InlineData("30;48;2;0;0;0", "--ground:#000000;--ink:#ffffff")]
    [InlineData("38;5;226;44", "--ground:#2b46b2;--ink:#ffff00")]
    [InlineData("7;38;5;226", "--ground:#ffff00;--ink:#000000")]
    public void What_could_not_be_read_on_its_background_is_black_or_white(string parameters, string colours) =>
        Assert.Equal(("solid", colours), (TextLook.ClassOf(default(TextStyle).After(parameters))!.Split(' ')[^1], TextLook.ColoursOf(default(TextStyle).After(parameters))));
}
