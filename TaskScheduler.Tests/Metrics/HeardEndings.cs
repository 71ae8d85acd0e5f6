using System.Collections.Concurrent;
using TaskScheduler.Core.Metrics;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Tests.Metrics;

/// <summary>Follows ended runs, and keeps those whose transaction was committed.</summary>
internal sealed class HeardEndings : IEndedRunsFollower
{
    private readonly ConcurrentQueue<EndedFigures> heard = new();

    public IReadOnlyList<EndedFigures> Heard => [.. heard];

    /// <summary>Fails as long as this says so.</summary>
    public bool Fails { get; set; }

    /// <summary>Is called when runs have come.</summary>
    public Action Followed { get; set; } = () => { };

    public void Follow(WriteSession session, IReadOnlyList<EndedFigures> ended)
    {
        if (Fails)
            throw new InvalidOperationException("It does not want to follow.");
        session.AfterCommit(() =>
        {
            foreach (var run in ended)
                heard.Enqueue(run);
            Followed();
        });
    }
}
