using System.Globalization;

namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>What can be set of a text besides its colours.</summary>
[Flags]
public enum TextMarks
{
    None = 0,
    Bold = 1,
    Faint = 2,
    Italic = 4,
    Underline = 8,
    Struck = 16,
    Inverse = 32,

    /// <summary>Stands for a character that would not be seen.</summary>
    Unseen = 64,
}

/// <summary>How a program wants its text to look: "select graphic rendition" of ECMA-48 §8.3.117, with the colours of ITU-T T.416.</summary>
/// <param name="Foreground">A colour of the palette (0 to 255) or <see cref="Palette.Rgb"/>; null for the usual one.</param>
public readonly record struct TextStyle(int? Foreground, int? Background, TextMarks Marks)
{
    private const int Palette256 = 5;
    private const int TrueColour = 2;

    /// <summary>The style after a sequence with these parameters.</summary>
    public TextStyle After(ReadOnlySpan<char> parameters)
    {
        var codes = new List<int>();
        var style = this;
        foreach (var range in parameters.Split(';'))
        {
            var group = parameters[range];
            if (group.Contains(':'))
                style = style.AfterColour(Numbers(group.ToString().Split(':', StringSplitOptions.RemoveEmptyEntries)));
            else
                codes.Add(Number(group));
        }

        for (var at = 0; at < codes.Count; at++)
            if (codes[at] is 38 or 48)
            {
                var length = codes.ElementAtOrDefault(at + 1) == TrueColour ? 5 : 3;
                style = style.AfterColour([.. codes.Skip(at).Take(length)]);
                at += length - 1;
            }
            else
                style = style.After(codes[at]);
        return style;
    }

    private TextStyle After(int code) => code switch
    {
        0 => default,
        1 => With(TextMarks.Bold),
        2 => With(TextMarks.Faint),
        3 => With(TextMarks.Italic),
        4 or 21 => With(TextMarks.Underline),
        7 => With(TextMarks.Inverse),
        9 => With(TextMarks.Struck),
        22 => Without(TextMarks.Bold | TextMarks.Faint),
        23 => Without(TextMarks.Italic),
        24 => Without(TextMarks.Underline),
        27 => Without(TextMarks.Inverse),
        29 => Without(TextMarks.Struck),
        >= 30 and <= 37 => this with { Foreground = code - 30 },
        39 => this with { Foreground = null },
        >= 40 and <= 47 => this with { Background = code - 40 },
        49 => this with { Background = null },
        >= 90 and <= 97 => this with { Foreground = code - 90 + 8 },
        >= 100 and <= 107 => this with { Background = code - 100 + 8 },
        _ => this,
    };

    /// <summary>The code, the kind of colour, and the colour; between them a colour space may stand, which nobody uses.</summary>
    private TextStyle AfterColour(IReadOnlyList<int> codes)
    {
        int? colour = codes switch
        {
            [_, Palette256, var index] when index is >= 0 and <= 255 => index,
            [_, TrueColour, .., var red, var green, var blue] when Math.Max(Math.Max(red, green), blue) <= 255 => Palette.Rgb(red, green, blue),
            _ => null,
        };
        return colour is null ? this : codes[0] switch
        {
            38 => this with { Foreground = colour },
            48 => this with { Background = colour },
            _ => this,
        };
    }

    private TextStyle With(TextMarks mark) => this with { Marks = Marks | mark };

    private TextStyle Without(TextMarks marks) => this with { Marks = Marks & ~marks };

    private static int[] Numbers(string[] texts) => Array.ConvertAll(texts, text => Number(text));

    // An absent one is zero.
    private static int Number(ReadOnlySpan<char> text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
