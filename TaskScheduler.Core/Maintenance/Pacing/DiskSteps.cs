using Microsoft.Win32.SafeHandles;

namespace TaskScheduler.Core.Maintenance.Pacing;

/// <summary>
/// Has a file that grows written to the disk a little at a time. The system gathers what is written for half a minute and then writes
/// all of it at once; while that takes seconds, every commit waits.
/// </summary>
internal sealed class DiskSteps(SafeFileHandle file)
{
    /// <summary>How much may be gathered: some hundredths of a second of a slow disk.</summary>
    public const long Step = 4 * 1024 * 1024;

    private long flushed;

    /// <param name="written">How many bytes of it are written so far, about.</param>
    public void Written(long written)
    {
        if (written - flushed < Step)
            return;
        RandomAccess.FlushToDisk(file);
        flushed = written;
    }
}
