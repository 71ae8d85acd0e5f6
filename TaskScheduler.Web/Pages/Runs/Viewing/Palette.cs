namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>The 256 colours of terminals, and which of them can be read on which.</summary>
public static class Palette
{
    /// <summary>How many have names; the style sheet says what they look like in light and dark.</summary>
    public const int Named = 16;

    private const int RgbMark = 1 << 24;
    private const int CubeEnd = 232;
    private const double LeastContrast = 4.5;

    private static readonly int[] named =
    [
        0x000000, 0xb3261e, 0x17703a, 0x8a5a00, 0x2b46b2, 0x9c2a8f, 0x0b6875, 0xd3d9e1,
        0x5b6573, 0xe5484d, 0x2fa45f, 0xe6c15a, 0x6e8bff, 0xd06cc8, 0x3bb8c8, 0xffffff,
    ];

    /// <summary>A colour that is none of the palette.</summary>
    public static int Rgb(int red, int green, int blue) => RgbMark | (red << 16) | (green << 8) | blue;

    /// <summary>As CSS writes it.</summary>
    public static string Css(int colour) => $"#{ValueOf(colour):x6}";

    /// <summary>The wanted colour if it can be read on this background; else black or white.</summary>
    public static int InkOn(int background, int? wanted)
    {
        if (wanted is { } ink && Contrast(ink, background) >= LeastContrast)
            return ink;
        var (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        return Contrast(black, background) >= Contrast(white, background) ? black : white;
    }

    private static int ValueOf(int colour) => colour switch
    {
        >= RgbMark => colour & 0xffffff,
        < Named => named[colour],
        < CubeEnd => (Level((colour - Named) / 36) << 16) | (Level((colour - Named) / 6 % 6) << 8) | Level((colour - Named) % 6),
        _ => (8 + ((colour - CubeEnd) * 10)) * 0x010101,
    };

    // The six steps of the cube are not even: that is how xterm has them.
    private static int Level(int step) => step == 0 ? 0 : 55 + (step * 40);

    /// <summary>WCAG 2.2, "contrast ratio".</summary>
    private static double Contrast(int one, int other)
    {
        var (first, second) = (Luminance(ValueOf(one)), Luminance(ValueOf(other)));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(int value) =>
        (0.2126 * Linear(value >> 16)) + (0.7152 * Linear((value >> 8) & 255)) + (0.0722 * Linear(value & 255));

    private static double Linear(int channel)
    {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
