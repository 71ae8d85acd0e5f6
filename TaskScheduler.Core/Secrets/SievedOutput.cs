using TaskScheduler.Core.TaskTypes;

namespace TaskScheduler.Core.Secrets;

/// <summary>Passes on what an attempt puts out with its secrets hidden, also one that comes in two pieces: what may be its beginning waits for what follows.</summary>
internal sealed class SievedOutput(IRunOutput output, SecretSieve sieve) : IRunOutput
{
    private readonly SemaphoreSlim turn = new(1);
    private string held = "";

    // How much of what is held belongs to a secret that was found already.
    private int covered;

    public async ValueTask WriteAsync(string text, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (Pass(held + text) is { Length: > 0 } passed)
                await output.WriteAsync(passed, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Passes on what was waiting.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var rest = SecretSieve.Hide(held, WithCovered(sieve.Places(held)));
            (held, covered) = ("", 0);
            if (rest.Length > 0)
                await output.WriteAsync(rest, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private string Pass(string text)
    {
        var places = WithCovered(sieve.Places(text));
        var cut = sieve.BeginningAtEnd(text);
        // What is held is looked through again, but for the end of a secret that begins before it.
        var across = places.Find(place => place.Start.Value <= cut && cut < place.End.Value);
        covered = Math.Max(0, across.End.Value - cut);
        places.RemoveAll(place => place.Start.Value >= cut);
        if (places.Count > 0 && places[^1].End.Value > cut)
            places[^1] = places[^1].Start..cut;
        held = text[cut..];
        return SecretSieve.Hide(text.AsSpan(0, cut), places);
    }

    private List<Range> WithCovered(List<Range> places)
    {
        if (covered == 0)
            return places;
        if (places.Count > 0 && places[0].Start.Value <= covered)
            places[0] = 0..Math.Max(covered, places[0].End.Value);
        else
            places.Insert(0, 0..covered);
        return places;
    }
}
