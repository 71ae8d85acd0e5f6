using TaskScheduler.Core.Paging;

namespace TaskScheduler.Tests.Paging;

public class PageCursorTests
{
    private static readonly string list = PageCursor.NameOf("tasks", "title", true);

    [Fact]
    public void What_is_written_is_read()
    {
        var cursor = new PageCursor(list, 3, Guid.NewGuid(), null, ["Über, \"all\"", ""]);

        var read = PageCursor.Read(cursor.ToString(), list);

        Assert.Equal(cursor with { Texts = null }, read! with { Texts = null });
        Assert.Equal(cursor.Texts, read.Texts);
    }

    [Fact]
    public void A_cursor_goes_into_an_address_as_it_is()
    {
        var text = new PageCursor(list, 1, Guid.NewGuid(), long.MaxValue, ["?&=+/ ü"]).ToString();

        Assert.Equal(text, Uri.EscapeDataString(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("bnVsbA")]
    [InlineData("e30")]
    [InlineData("%%%")]
    public void What_was_never_given_out_is_not_read(string text) => Assert.Null(PageCursor.Read(text, list));

    [Fact]
    public void A_cursor_of_another_list_is_not_read() =>
        Assert.Null(PageCursor.Read(new PageCursor(PageCursor.NameOf("tasks", "title", false), 1, Guid.NewGuid(), 1).ToString(), list));

    [Fact]
    public void Lists_that_differ_have_different_names()
    {
        string[] names = [PageCursor.NameOf("a", "b"), PageCursor.NameOf("ab", null), PageCursor.NameOf("a", null, "b"), PageCursor.NameOf("b", "a")];

        Assert.Equal(names.Length, names.Distinct().Count());
    }
}
