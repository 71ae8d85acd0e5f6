using TaskScheduler.Core;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Core.Tasks.History;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Versions;

/// <summary>Tells a program whose edit came second what the others changed.</summary>
public static class EditConflict
{
    /// <summary>The refusal; when it is for an outdated version, the versions made since are in its member <c>changes</c>.</summary>
    public static async Task<IResult> AnswerAsync(Result<TaskView> refused, Guid id, ExpectedVersion expected, TaskHistory history, CancellationToken cancellationToken)
    {
        var since = refused.Refusal == Refusal.Conflict && expected.Version is { } version ? await history.SinceAsync(id, version, cancellationToken) : [];
        return Problems.Of(refused.Refusal!.Value, refused.Faults, expected.IsPrecondition, [.. since.Select(VersionJson.Of)]);
    }
}
