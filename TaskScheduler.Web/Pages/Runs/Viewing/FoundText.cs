namespace TaskScheduler.Web.Pages.Runs.Viewing;

/// <summary>Divides the texts of a row where what is searched for begins and ends.</summary>
public static class FoundText
{
    public static IEnumerable<(StyledText Text, bool IsFound)> Split(IReadOnlyList<StyledText> texts, string? searched)
    {
        var whole = searched is null ? "" : string.Concat(texts.Select(text => text.Text));
        var (at, next) = (0, Find(whole, searched, 0));
        foreach (var (text, style) in texts)
        {
            var end = at + text.Length;
            for (var from = at; from < end; from = at)
            {
                while (next >= 0 && next + searched!.Length <= from)
                    next = Find(whole, searched, next + searched.Length);
                var isFound = next >= 0 && next <= from;
                at = Math.Min(end, next < 0 ? end : isFound ? next + searched!.Length : next);
                yield return (new(text[(from - end + text.Length)..(at - end + text.Length)], style), isFound);
            }

            at = end;
        }
    }

    private static int Find(string whole, string? searched, int from) =>
        string.IsNullOrEmpty(searched) ? -1 : whole.IndexOf(searched, from, StringComparison.OrdinalIgnoreCase);
}
