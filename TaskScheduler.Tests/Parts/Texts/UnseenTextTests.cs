using TaskScheduler.Web.Parts.Texts;

namespace TaskScheduler.Tests.Parts.Texts;

public sealed class UnseenTextTests
{
    [Theory]
    [InlineData("Water the plants", "Water the plants")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("gpj.\u202Eexe", "gpj.‹U+202E›exe")]
    [InlineData("\u2066a\u2069", "‹U+2066›a‹U+2069›")]
    [InlineData("a\e[31mb\e[0mc", "abc")]
    [InlineData("a\e]0;title\abc", "abc")]
    [InlineData("one\r\ntwo\a\tthree", "one\ntwo\tthree")]
    [InlineData("שלום", "שלום")]
    public void What_is_not_seen_is_named_or_left_out(string text, string shown) => Assert.Equal(shown, UnseenText.Shown(text));
}
