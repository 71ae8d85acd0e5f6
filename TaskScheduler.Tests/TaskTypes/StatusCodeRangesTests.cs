using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Tests.TaskTypes;

public class StatusCodeRangesTests
{
    [Theory]
    [InlineData("200-299", 200, true)]
    [InlineData("200-299", 299, true)]
    [InlineData("200-299", 300, false)]
    [InlineData("200-299,304", 304, true)]
    [InlineData(" 200 - 204 , 404 ", 404, true)]
    public void A_code_is_in_the_ranges_that_name_it(string text, int code, bool contained)
    {
        Assert.True(StatusCodeRanges.TryParse(text, out var codes));
        Assert.Equal(contained, codes.Contains(code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("200,")]
    [InlineData("99")]
    [InlineData("0200")]
    [InlineData("200-")]
    [InlineData("200-250-299")]
    [InlineData("+20")]
    public void What_is_no_list_of_codes_is_not_read(string text) => Assert.False(StatusCodeRanges.TryParse(text, out _));
}
