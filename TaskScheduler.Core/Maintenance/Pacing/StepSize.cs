namespace TaskScheduler.Core.Maintenance.Pacing;

/// <summary>How many rows one step takes, learned from how long the steps before took.</summary>
public sealed class StepSize
{
    /// <summary>Fewest rows of a step.</summary>
    public const int Least = 10;

    /// <summary>Most rows of a step, however fast the disk is.</summary>
    public const int Most = 500;

    private const int First = 50;

    public int Rows { get; private set; } = First;

    /// <param name="rows">How many the step had.</param>
    /// <param name="took">How long it kept the writer.</param>
    public void Took(int rows, TimeSpan took)
    {
        // At most doubled at a time: a short step says little about a long one.
        var fitting = took > TimeSpan.Zero ? rows * (QuietPace.StepAim / took) : Most;
        Rows = (int)Math.Clamp(Math.Min(fitting, Rows * 2.0), Least, Most);
    }
}
