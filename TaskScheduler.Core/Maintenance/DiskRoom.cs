namespace TaskScheduler.Core.Maintenance;

/// <summary>How much room a disk has.</summary>
public static class DiskRoom
{
    /// <summary>Bytes that this user may still write on the disk of a folder that may not exist yet; null when the system does not say.</summary>
    public static long? FreeAt(string folder)
    {
        try
        {
            var place = new DirectoryInfo(folder);
            while (!place.Exists && place.Parent is { } parent)
                place = parent;
            return new DriveInfo(place.FullName).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
