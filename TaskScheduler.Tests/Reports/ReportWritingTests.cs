using AngleSharp.Html.Parser;
using TaskScheduler.Core.Reports;

namespace TaskScheduler.Tests.Reports;

public sealed class ReportWritingTests
{
    private static readonly IReadOnlyList<string> harmless = ["style", "lang", "charset", "name", "content", "scope"];

    private const string Hostile = "<script>alert(1)</script>\" onload=\"x\u0007\r\n=cmd|'/c calc'!A1";

    [Fact]
    public void A_hostile_title_is_text_in_the_html()
    {
        var document = new HtmlParser().ParseDocument(ReportHtml.Of(ReportOf(Hostile)));

        Assert.Empty(document.QuerySelectorAll("script, img, iframe, link"));
        Assert.All(document.All.SelectMany(element => element.Attributes), attribute => Assert.Contains(attribute.Name, harmless));
        Assert.Contains(document.QuerySelectorAll("td"), cell => cell.TextContent.Contains("<script>alert(1)</script>", StringComparison.Ordinal));
        Assert.DoesNotContain('\u0007', document.Body!.TextContent);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    public void A_hostile_title_is_a_cell_and_no_formula_in_the_csv(string title, string cell) =>
        Assert.Contains($",{cell},scripted,", ReportCsv.Of(ReportOf(title)), StringComparison.Ordinal);

    [Fact]
    public void The_text_says_the_same_in_lines()
    {
        var text = ReportText.Of(ReportOf("Backup"));

        Assert.StartsWith("Report: Mon 30 Nov 2026 (UTC)\n\n4 runs of 1 task: 75 % succeeded, 1 failed.\n", text, StringComparison.Ordinal);
        Assert.Contains("* Backup: 4 runs, 3 succeeded, 1 failed; took 120 ms on average, p95 1.5 s, at most 2 min 3 s; at most 8 ms late\n", text, StringComparison.Ordinal);
        Assert.Contains("* Backup, 1 time, last at 2026-11-30T10:00:00+00:00: Backup\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_text_is_made_by_a_title() =>
        Assert.DoesNotContain(ReportText.Of(ReportOf(Hostile)).Split('\n'), line => line.StartsWith('='));

    private static RunReport ReportOf(string title)
    {
        var from = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
        var figures = new RunFigures(new(3, 1, 0, 0, 0, 0, 0), new(120, 100, 1_500, 123_000), new(4, 4, 8, 8));
        return new(new(from, from.AddDays(1), "UTC"), figures, [new(Guid.Empty, title, "scripted", figures)], 1, [new(Guid.Empty, title, title, 1, from.AddHours(10))], from.AddDays(1));
    }
}
