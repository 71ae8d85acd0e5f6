using System.Text;
using TaskScheduler.Core.Runs.Outputs;
using TaskScheduler.Web.Pages.Runs.Viewing;

namespace TaskScheduler.Tests.Pages.Runs.Viewing;

public sealed class OutputScreenTests
{
    [Theory]
    [InlineData("one\ntwo\n", "one|two")]
    [InlineData("one\r\ntwo\r\n", "one|two")]
    [InlineData("one\n\nthree", "one||three")]
    [InlineData("10 %\r50 %\r100 %\ndone", "100 %|done")]
    [InlineData("100 %\rok", "ok0 %")]
    [InlineData("working\r\e[Kdone\n", "done")]
    [InlineData("working\e[2K\rdone\n", "done   ")]
    [InlineData("ab\bc", "ac")]
    [InlineData("a\tb", "a       b")]
    [InlineData("\e[2J\e[10;5H\e[?25lplain\e(B\e=\e7", "plain")]
    [InlineData("\e]8;;http://x.example\e\\link\e]8;;\e\\", "link")]
    [InlineData("\e]0;never ends\nnext line", "|next line")]
    [InlineData("\e[31", "")]
    [InlineData("\e[31\nnext", "|next")]
    [InlineData("bell\a\u0085\u0000!", "bell!")]
    [InlineData("a\u202Eb\u2028c", "a‹U+202E›b‹U+2028›c")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    public void Rows_are_what_a_terminal_would_leave(string text, string rows) =>
        Assert.Equal(rows, string.Join('|', RowsOf(text).Select(Plain)));

    [Fact]
    public void Colours_go_on_over_lines_until_they_are_reset()
    {
        var rows = RowsOf("\e[31mred\nstill\e[0m plain\n");

        Assert.Equal(1, rows[0].Texts[0].Style.Foreground);
        Assert.Equal([("still", 1), (" plain", (int?)null)], rows[1].Texts.Select(text => (text.Text, text.Style.Foreground)));
    }

    [Fact]
    public void A_sequence_may_be_cut_anywhere_between_two_pieces()
    {
        const string text = "a\e[1;31mb\e]0;t\e\\c\n";
        var whole = RowsOf(text);

        Assert.All(Enumerable.Range(1, text.Length - 1), at => Assert.Equivalent(whole, RowsOf(text[..at], text[at..])));
    }

    [Fact]
    public void A_long_line_goes_on_in_further_rows_that_have_no_number_and_halves_no_character()
    {
        var rows = RowsOf(new string('x', 499) + "😀" + new string('y', 600) + "\nnext");

        Assert.Equal([499, 500, 102, 4], rows.Select(row => Plain(row).Length));
        Assert.Equal([1, null, null, 2L], rows.Select(row => row.Line));
        Assert.Equal([0, 499, 1001, 1104], rows.Select(row => row.StartByte));
        Assert.StartsWith("😀y", Plain(rows[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_a_row_of_its_own_and_lines_go_on_with_their_numbers()
    {
        var rows = Read(new OutputPiece(0, 0, "one\ntw"), new OutputPiece(1_000, 49, "end of fifty\nfifty-one"));

        Assert.Equal(["one", "tw", "", "end of fifty", "fifty-one"], rows.Select(Plain));
        Assert.Equal([1, 2, null, 50, 51L], rows.Select(row => row.Line));
        Assert.Equal(994, rows[2].CutBytes);
    }

    [Fact]
    public void From_where_a_row_begins_reading_goes_on_as_if_from_the_start()
    {
        var text = string.Concat(Enumerable.Range(0, 200).Select(line => $"\e[3{line % 8}mline {line} {new string('ü', line * 7)}{(line % 3 == 0 ? "\e[0m" : "")}\r\n"));
        var starts = new List<RowStart>();
        var whole = Read(starts.Add, default, new OutputPiece(0, 0, text));

        Assert.All(starts.Where((_, at) => at % 17 == 0), start =>
        {
            var bytes = Encoding.UTF8.GetBytes(text).AsSpan((int)start.Byte);
            Assert.Equivalent(whole.Skip(start.Index), Read(_ => { }, start, new OutputPiece(start.Byte, start.Line, Encoding.UTF8.GetString(bytes))));
        });
    }

    private static string Plain(OutputRow row) => string.Concat(row.Texts.Select(text => text.Text));

    private static List<OutputRow> RowsOf(params string[] texts)
    {
        var at = 0L;
        return Read([.. texts.Select(text => new OutputPiece((at += Encoding.UTF8.GetByteCount(text)) - Encoding.UTF8.GetByteCount(text), 0, text))]);
    }

    private static List<OutputRow> Read(params OutputPiece[] pieces) => Read(_ => { }, default, pieces);

    private static List<OutputRow> Read(Action<RowStart> began, RowStart start, params OutputPiece[] pieces)
    {
        var rows = new List<OutputRow>();
        var screen = new OutputScreen(start, ended =>
        {
            began(ended.Start);
            rows.Add(ended.Row());
        });
        foreach (var piece in pieces)
            screen.Take(piece);
        if (screen.HasRow)
            rows.Add(screen.Row());
        return rows;
    }
}
