using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>Judges payloads of one task type by what is stored, and by who writes them; how they look has been judged before.</summary>
public interface IPayloadGuard
{
    /// <summary>Key of the task type.</summary>
    string Type { get; }

    /// <param name="payload">Accepted by the type's description.</param>
    /// <param name="actor">Who saves the task.</param>
    IEnumerable<Fault> Faults(JsonObject payload, Actor actor);
}
