using TaskScheduler.Core.Runs.Comparison;

namespace TaskScheduler.Tests.Runs.Comparison;

public class LineDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "=a =b =c")]
    [InlineData("a\nb\nc", "a\nx\nc", "=a -b +x =c")]
    [InlineData("a\nb", "a\nb\nc", "=a =b +c")]
    [InlineData("a\nb\nc", "c", "-a -b =c")]
    [InlineData(null, "a", "+a")]
    [InlineData("a\r\n", "", "-a")]
    [InlineData("a\nb\na\nb", "b\na\nb\na", "-a =b =a =b +a")]
    public void Two_texts_are_laid_over_each_other_line_by_line(string? before, string? after, string expected) =>
        Assert.Equal(expected, string.Join(' ', LineDifference.Between(before, after).Lines.Select(Said)));

    [Fact]
    public void Both_texts_can_be_read_back_from_what_is_laid_over_each_other()
    {
        var random = new Random(20261201);
        for (var round = 0; round < 200; round++)
        {
            var (before, after) = (Lines(random), Lines(random));

            var lines = LineDifference.Between(string.Join('\n', before), string.Join('\n', after)).Lines;

            Assert.Equal(before, lines.Where(line => line.Change != LineChange.Added).Select(line => line.Text));
            Assert.Equal(after, lines.Where(line => line.Change != LineChange.Removed).Select(line => line.Text));
        }
    }

    [Fact]
    public void Of_long_outputs_the_last_lines_are_compared_and_it_says_so()
    {
        var many = string.Join('\n', Enumerable.Range(1, 100_000));

        var difference = LineDifference.Between(many, many + "\nBroken pipe");

        Assert.True(difference.IsCut);
        Assert.Equal("Broken pipe", Assert.Single(difference.Lines, line => line.Change == LineChange.Added).Text);
        Assert.InRange(difference.Lines.Count, LineDifference.MostLines, LineDifference.MostLines + 1);
    }

    private static string[] Lines(Random random) => [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => ((char)('a' + random.Next(4))).ToString())];

    private static string Said(ComparedLine line) => line.Change switch { LineChange.Added => "+", LineChange.Removed => "-", _ => "=" } + line.Text;
}
