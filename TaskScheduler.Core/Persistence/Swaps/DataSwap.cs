namespace TaskScheduler.Core.Persistence.Swaps;

/// <summary>
/// Puts data that lies ready in a folder in place of the present, which is kept aside. A note on the disk says that it was decided:
/// whatever a kill leaves undone, the next one who takes the data folder does, before anybody opens the database.
/// </summary>
internal static class DataSwap
{
    /// <summary>Name of the folder in which new data is made ready.</summary>
    public const string Ready = "restore.new";

    private const string Decided = "restore.decided";

    /// <summary>Decides it, and does it.</summary>
    /// <param name="aside">Name of the folder that keeps the present data; not there yet.</param>
    public static void Do(string folder, string aside)
    {
        var draft = Path.Combine(folder, Decided + ".draft");
        using (var note = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            note.Write(System.Text.Encoding.UTF8.GetBytes(aside));
            note.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(folder, Decided), overwrite: true);
        Finish(folder);
    }

    /// <summary>Does what was decided and not finished; without a decision, nothing.</summary>
    public static void Finish(string folder)
    {
        var note = Path.Combine(folder, Decided);
        if (!File.Exists(note))
            return;
        var aside = Path.Combine(folder, File.ReadAllText(note));
        var ready = Path.Combine(folder, Ready);

        // The database last: as long as it lies ready, what lies in its place, and its journal, is the old one.
        Replace(Path.Combine(ready, DataFolder.Keys), Path.Combine(folder, DataFolder.Keys), aside);
        if (File.Exists(Path.Combine(ready, DataFolder.Database)))
        {
            MoveAside(Path.Combine(folder, DataFolder.Database + "-wal"), aside);
            MoveAside(Path.Combine(folder, DataFolder.Database + "-shm"), aside);
            Replace(Path.Combine(ready, RestoredMark.FileName), Path.Combine(folder, RestoredMark.FileName), aside);
            Replace(Path.Combine(ready, DataFolder.Database), Path.Combine(folder, DataFolder.Database), aside);
        }

        File.Delete(note);
        if (Directory.Exists(ready))
            Directory.Delete(ready, recursive: true);
    }

    private static void Replace(string ready, string place, string aside)
    {
        if (!Path.Exists(ready))
            return;
        MoveAside(place, aside);
        Directory.Move(ready, place);
    }

    private static void MoveAside(string path, string aside)
    {
        if (!Path.Exists(path))
            return;
        Directory.CreateDirectory(aside);
        Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
    }
}
