using System.Globalization;

namespace TaskScheduler.Core.Persistence.Swaps;

/// <summary>Knows, until the next start has heeded it, that the data was restored from a backup, and what became due meanwhile must not run again.</summary>
public sealed class RestoredMark(DataFolder folder)
{
    internal const string FileName = "restored-at";

    /// <summary>When it was restored; null when it was not, or the start since has heeded it.</summary>
    public DateTimeOffset? At =>
        File.Exists(Place) && long.TryParse(File.ReadAllText(Place), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    private string Place => Path.Combine(folder.Location, FileName);

    /// <summary>It has been heeded.</summary>
    public void Clear() => File.Delete(Place);

    internal static void Put(string folder, DateTimeOffset at) =>
        File.WriteAllText(Path.Combine(folder, FileName), at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
