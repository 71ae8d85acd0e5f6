using Microsoft.Extensions.Options;
using TaskScheduler.Core.Persistence.Swaps;

namespace TaskScheduler.Core.Persistence;

/// <summary>The data folder, held by this process alone for as long as it lives.</summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Name of the folder in it with the keys of cookies and of what is encrypted.</summary>
    public const string Keys = "keys";

    /// <summary>Name of the database file in it.</summary>
    public const string Database = "taskscheduler.db";

    private FileStream? hold;

    public DataFolder(IOptions<StorageOptions> options) => Location = Path.GetFullPath(options.Value.DataDirectory);

    /// <summary>Absolute path.</summary>
    public string Location { get; }

    public string DatabaseFile => Path.Combine(Location, Database);

    /// <summary>Creates the folder and takes hold of it. A restore that was killed is finished before anything else.</summary>
    /// <exception cref="StartFault">It can't be written, or another process holds it.</exception>
    public void Take()
    {
        try
        {
            Directory.CreateDirectory(Location);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartFault($"The data folder {Location} can't be created: {error.Message} Set TaskScheduler:DataDirectory to a folder this user can write.", error);
        }

        var file = Path.Combine(Location, "taskscheduler.lock");
        try
        {
            hold = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            hold.SetLength(0);
            hold.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            hold.Flush();
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotWritable(error);
        }
        catch (IOException error)
        {
            // FileShare.None is an advisory lock on Unix: a second process of this program gets an IOException, and so does a read-only disk.
            throw IsHeldElsewhere(file)
                ? new StartFault($"Another TaskScheduler already uses the data folder {Location}. Stop it, or set TaskScheduler:DataDirectory to another folder.", error)
                : NotWritable(error);
        }

        DataSwap.Finish(Location);
    }

    public void Dispose() => hold?.Dispose();

    /// <summary>A folder in it that other users of the machine can't look into.</summary>
    public DirectoryInfo OwnOnly(string name)
    {
        var path = Path.Combine(Location, name);
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private StartFault NotWritable(Exception error) =>
        new($"The data folder {Location} can't be written: {error.Message} Give this user the right to write there, or set TaskScheduler:DataDirectory to another folder.", error);

    private static bool IsHeldElsewhere(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            return false;
        }
        catch (IOException error)
        {
            return error is not FileNotFoundException;
        }
    }
}
