namespace TaskScheduler.Benchmarks;

/// <summary>One thing that is measured, and its section of the report.</summary>
internal interface IScenario
{
    /// <summary>The word for it on the command line.</summary>
    string Name { get; }

    string Title { get; }

    /// <summary>Returns the Markdown below the title.</summary>
    /// <param name="quick">Fewer and shorter measurements: to try the program, not to quote.</param>
    Task<string> RunAsync(bool quick);
}
