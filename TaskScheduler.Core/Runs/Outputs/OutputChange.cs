namespace TaskScheduler.Core.Runs.Outputs;

/// <summary>What has to be written so that storage holds what an attempt has put out. Written twice, it changes nothing more.</summary>
/// <param name="Fence">Proves that the attempt still holds its run.</param>
/// <param name="Part">Number of the part, from 0; a part that was written shorter before is replaced.</param>
/// <param name="StartByte">Where the part begins within all that was put out, in bytes of UTF-8.</param>
/// <param name="FirstLine">How many line breaks were put out before it.</param>
public sealed record OutputChange(Guid RunId, Guid TaskId, int Attempt, int Fence, int Part, long StartByte, int Bytes, long FirstLine, string Text)
{
    /// <summary>What falls out of the middle by it; null while everything fits.</summary>
    public OutputShed? Shed { get; init; }
}

/// <summary>What is cut from the middle of an output.</summary>
/// <param name="FirstPart">The first part after the half that is kept from the beginning.</param>
/// <param name="KeptPart">The first part that is kept after the cut; those before it are deleted.</param>
/// <param name="KeptByte">Where the kept end begins; what of <paramref name="KeptPart"/> lies before it is cut off.</param>
public sealed record OutputShed(int FirstPart, int KeptPart, long KeptByte);
