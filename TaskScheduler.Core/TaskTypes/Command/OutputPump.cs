using System.Text;

namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>Carries what a program writes to the run's output, no faster than that takes it: a program that is ahead waits.</summary>
internal sealed class OutputPump(IRunOutput output) : IDisposable
{
    private const int ReadAtOnce = 16 * 1024;

    private readonly SemaphoreSlim turn = new(1);
    private long moved;
    private int writing;
    private bool midLine;

    /// <summary>Grows with every step, so that one who waits can tell a slow program from a silent one.</summary>
    public long Moved => Volatile.Read(ref moved);

    /// <summary>The output is what is being waited for, and not the program.</summary>
    public bool IsWriting => Volatile.Read(ref writing) > 0;

    public void Dispose() => turn.Dispose();

    /// <summary>Reads until everybody who could write has gone. Of what is no UTF-8 each byte is U+FFFD.</summary>
    public async Task ReadAsync(Stream stream, CancellationToken cut)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[ReadAtOnce];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(ReadAtOnce)];
        int read;
        do
        {
            read = await stream.ReadAsync(bytes, cut);
            Interlocked.Increment(ref moved);
            var count = decoder.GetChars(bytes, 0, read, characters, 0, flush: read == 0);
            // A text with NUL ends there for many who read it later.
            characters.AsSpan(0, count).Replace('\0', '\uFFFD');
            if (count > 0)
                await WriteAsync(new string(characters, 0, count), cut);
        }
        while (read > 0);
    }

    /// <summary>Writes a line of its own, whatever the program wrote before it.</summary>
    public Task WriteLineAsync(string line, CancellationToken cancellationToken) => WriteAsync(midLine ? $"\n{line}\n" : $"{line}\n", cancellationToken);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref writing);
        try
        {
            await turn.WaitAsync(cancellationToken);
            try
            {
                await output.WriteAsync(text, cancellationToken);
                midLine = text[^1] != '\n';
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Increment(ref moved);
            Interlocked.Decrement(ref writing);
        }
    }
}
