using TaskScheduler.Core.Runs.Comparison;

namespace TaskScheduler.Web.Pages.Runs.Comparison;

/// <summary>Lines of a difference that are shown one by one, or a stretch of unchanged ones that is only counted.</summary>
/// <param name="Skipped">How many unchanged lines stand here; 0 when <paramref name="Line"/> is shown.</param>
public readonly record struct ShownLine(ComparedLine Line, int Skipped)
{
    /// <summary>Unchanged lines that are shown on each side of a change.</summary>
    private const int Context = 3;

    /// <summary>Of long unchanged stretches only the lines next to changes.</summary>
    public static IReadOnlyList<ShownLine> Of(IReadOnlyList<ComparedLine> lines)
    {
        var near = new bool[lines.Count];
        for (var place = 0; place < lines.Count; place++)
            if (lines[place].Change != LineChange.Same)
                for (var other = Math.Max(0, place - Context); other <= Math.Min(lines.Count - 1, place + Context); other++)
                    near[other] = true;

        var shown = new List<ShownLine>();
        for (var place = 0; place < lines.Count; place++)
        {
            if (near[place])
                shown.Add(new(lines[place], 0));
            else if (shown.Count > 0 && shown[^1].Skipped > 0)
                shown[^1] = shown[^1] with { Skipped = shown[^1].Skipped + 1 };
            else
                shown.Add(new(lines[place], 1));
        }

        return shown;
    }
}
