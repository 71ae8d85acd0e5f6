using TaskScheduler.Core.Forecasting.Model;

namespace TaskScheduler.Core.Forecasting.WhatIf;

/// <summary>The load of the next three hours, and what one task has to do with it.</summary>
/// <param name="Task">What it adds, with those that are due after it.</param>
/// <param name="Times">When it is due, in Unix seconds, in order.</param>
/// <param name="First">The first second that lies ahead.</param>
/// <param name="Last">The last second of the next three hours.</param>
internal sealed record Sketch(LoadSketch Load, TaskLoad Task, IReadOnlyList<long> Times, long First, long Last)
{
    public static Sketch Of(LoadView view, PlannedTask task, int running) =>
        new(LoadSketch.Of(view, running), TaskLoad.Of(view, view.Find(task.Id)?.Task ?? task), view.TimesOf(task.Id), view.First, view.Last);

    public IEnumerable<LoadPoint> Points() => Load.Points(First);

    /// <summary>The time that needs the most, the first of several; null when nothing is due.</summary>
    public LoadPoint? Peak() => Points().MaxBy(point => point.ComputeMs);

    public IEnumerable<long> Seconds => Enumerable.Range(0, (int)(Last - First) + 1).Select(passed => First + passed);
}
