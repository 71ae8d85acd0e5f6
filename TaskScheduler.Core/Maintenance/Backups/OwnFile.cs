namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>Files and folders that other users of the machine can't look into: a backup holds secrets and their keys.</summary>
internal static class OwnFile
{
    private const int Buffer = 64 * 1024;

    /// <summary>A new file, or an old one emptied.</summary>
    public static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = Buffer };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(file, options);
    }

    /// <summary>A folder, made if it is not there.</summary>
    public static DirectoryInfo Folder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
