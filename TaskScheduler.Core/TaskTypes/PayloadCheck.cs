using System.Text.Json.Nodes;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.Templates;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>What every payload meets, whether it is a task's or a single run's.</summary>
internal sealed class PayloadCheck(TaskTypeCatalog types, SecretVault secrets, IEnumerable<IPayloadGuard> guards)
{
    /// <summary>Finds what is wrong with a payload for a stored task.</summary>
    /// <param name="type">Key of the task's type, which this program may not have.</param>
    /// <param name="actor">Who gives it.</param>
    public IReadOnlyList<Fault> Faults(string type, JsonObject payload, Actor actor)
    {
        var faults = new List<Fault>();
        if (types.Find(type) is not { } known)
            faults.Add(new("payload", $"This program has no task type '{type}', so its payload can't be changed."));
        else if (known.Description.Unavailable is { } why)
            faults.Add(new("payload", why));
        else
            Check(known.Description, payload, actor, faults);
        return faults;
    }

    /// <summary>Adds what is wrong with a payload: its form first, and what it names only when that is right.</summary>
    public void Check(TaskTypeDescription type, JsonObject payload, Actor actor, List<Fault> faults)
    {
        var before = faults.Count;
        PayloadRules.Check(type, payload, faults);
        if (faults.Count > before)
            return;
        var named = PayloadSecrets.In(payload).ToList();
        var unknown = secrets.Unknown([.. named.Select(found => found.Name).Distinct(StringComparer.Ordinal)]);
        faults.AddRange(named.Where(found => unknown.Contains(found.Name)).Select(found => new Fault(found.Field, SecretVault.Missing(found.Name))));
        faults.AddRange(guards.Where(guard => guard.Type == type.Key).SelectMany(guard => guard.Faults(payload, actor)));
    }
}
