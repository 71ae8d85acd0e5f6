using System.Buffers;
using System.Text;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Core.Secrets;

/// <summary>Puts dots in place of the secrets of an attempt, in all the forms they may come back in.</summary>
internal sealed class SecretSieve
{
    private readonly string[] forms;
    private readonly SearchValues<string> any;

    private SecretSieve(string[] forms)
    {
        this.forms = forms;
        any = SearchValues.Create(forms, StringComparison.Ordinal);
        LongestForm = forms.Length == 0 ? 0 : forms.Max(form => form.Length);
    }

    public bool IsEmpty => forms.Length == 0;

    public int LongestForm { get; }

    public static SecretSieve Of(IEnumerable<string> values) => new([.. values.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)]);

    public bool Finds(string text) => !IsEmpty && text.AsSpan().ContainsAny(any);

    public Performance Hide(Performance performance) => IsEmpty ? performance : performance with
    {
        Error = performance.Error is null ? null : Hide(performance.Error),
    };

    public string Hide(string text)
    {
        if (IsEmpty)
            return text;
        // Where an answer was cut, the beginning of a secret may have stayed.
        var cut = text.LastIndexOf(HttpOutput.CutMark, StringComparison.Ordinal);
        if (cut > 0 && BeginningAtEnd(text.AsSpan(0, cut)) is var half && cut - half >= SecretRules.ShortestValue)
            text = string.Concat(text.AsSpan(0, half), SecretMask.Hidden, text.AsSpan(cut));
        return Hide(text, Places(text));
    }

    /// <summary>Where secrets stand; those that touch are one.</summary>
    public List<Range> Places(ReadOnlySpan<char> text)
    {
        var places = new List<Range>();
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(any);
            if (next < 0)
                break;
            var start = at + next;
            var end = start + LengthAt(text[start..]);
            if (places.Count > 0 && places[^1].End.Value >= start)
                places[^1] = new(places[^1].Start, Math.Max(end, places[^1].End.Value));
            else
                places.Add(start..end);
            at = start + 1;
        }

        return places;
    }

    public static string Hide(ReadOnlySpan<char> text, List<Range> places)
    {
        if (places.Count == 0)
            return text.ToString();
        var hidden = new StringBuilder(text.Length);
        var at = 0;
        foreach (var place in places)
        {
            hidden.Append(text[at..place.Start.Value]).Append(SecretMask.Hidden);
            at = place.End.Value;
        }

        return hidden.Append(text[at..]).ToString();
    }

    /// <summary>Where the longest beginning of a secret stands that the text ends with; its length when there is none.</summary>
    public int BeginningAtEnd(ReadOnlySpan<char> text)
    {
        for (var at = Math.Max(0, text.Length - LongestForm + 1); at < text.Length; at++)
            foreach (var form in forms)
                if (form.Length > text.Length - at && form.AsSpan().StartsWith(text[at..], StringComparison.Ordinal))
                    return at;
        return text.Length;
    }

    // Longest first, so that the first one that fits hides most.
    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var form in forms)
            if (text.StartsWith(form, StringComparison.Ordinal))
                return form.Length;
        return 1;
    }
}
