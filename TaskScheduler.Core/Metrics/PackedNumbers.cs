namespace TaskScheduler.Core.Metrics;

/// <summary>Puts whole numbers side by side, each in as few bytes as it needs: seven bits in a byte, the lowest first (LEB128).</summary>
internal sealed class PackedWriter
{
    private const int Continues = 0x80;
    private const int BitsInByte = 7;

    private readonly MemoryStream bytes = new();

    public byte[] ToArray() => bytes.ToArray();

    /// <param name="number">0 or more.</param>
    public void Number(long number)
    {
        var rest = (ulong)number;
        while (rest >= Continues)
        {
            bytes.WriteByte((byte)(rest | Continues));
            rest >>= BitsInByte;
        }

        bytes.WriteByte((byte)rest);
    }

    /// <summary>A number that may be below 0: near 0 it is as short on either side.</summary>
    public void Signed(long number) => Number((number << 1) ^ (number >> 63));

    public void Id(Guid id)
    {
        Span<byte> written = stackalloc byte[16];
        id.TryWriteBytes(written, bigEndian: true, out _);
        bytes.Write(written);
    }

    public void Text(string text)
    {
        var written = System.Text.Encoding.UTF8.GetBytes(text);
        Number(written.Length);
        bytes.Write(written);
    }
}

/// <summary>Reads what <see cref="PackedWriter"/> wrote, in the same order.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private const int Continues = 0x80;
    private const int BitsInByte = 7;
    private const int IdBytes = 16;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;

    public long Number()
    {
        ulong number = 0;
        var shift = 0;
        while (true)
        {
            var part = bytes[at++];
            number |= (ulong)(part & ~Continues) << shift;
            if (part < Continues)
                return (long)number;
            shift += BitsInByte;
        }
    }

    public long Signed()
    {
        var number = (ulong)Number();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    public Guid Id()
    {
        var id = new Guid(bytes.Slice(at, IdBytes), bigEndian: true);
        at += IdBytes;
        return id;
    }

    public string Text()
    {
        var length = (int)Number();
        var text = System.Text.Encoding.UTF8.GetString(bytes.Slice(at, length));
        at += length;
        return text;
    }
}
