using TaskScheduler.Core;

namespace TaskScheduler.Tests;

public sealed class ExcerptTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("ab😀c", 4, "ab😀…")]
    [InlineData("ab😀c", 3, "ab…")]
    public void A_text_that_is_too_long_is_cut_between_characters(string text, int longest, string expected) =>
        Assert.Equal(expected, Excerpt.Of(text, longest));
}
