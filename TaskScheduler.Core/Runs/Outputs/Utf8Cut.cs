namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>Finds places in a text by bytes of UTF-8, without making the bytes. The text has no lone surrogates.</summary>
public static class Utf8Cut
{
    private const int TwoBytesFrom = 0x80;
    private const int ThreeBytesFrom = 0x800;

    /// <summary>How many bytes a UTF-16 unit counts for; each half of a pair for two.</summary>
    public static int BytesOf(char unit) => unit < TwoBytesFrom ? 1 : unit < ThreeBytesFrom || char.IsSurrogate(unit) ? 2 : 3;

    /// <summary>The first place at which a character begins that is at least this many bytes into the text.</summary>
    public static (int At, int Bytes) AtLeast(ReadOnlySpan<char> text, long bytes)
    {
        var (at, passed) = (0, 0);
        while (at < text.Length && (passed < bytes || char.IsLowSurrogate(text[at])))
            passed += BytesOf(text[at++]);
        return (at, passed);
    }

    /// <summary>The last place at which a character begins that is at most this many bytes into the text.</summary>
    public static int AtMost(ReadOnlySpan<char> text, long bytes)
    {
        var (at, next) = (0, 0L);
        while (at < text.Length && (next += BytesOf(text[at])) <= bytes)
            at++;
        return at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }
}
