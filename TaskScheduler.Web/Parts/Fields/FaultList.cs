using TaskScheduler.Core;

namespace TaskScheduler.Web.Parts.Fields;

/// <summary>The faults of what was refused, each shown at its field; what no field shows stands above the form.</summary>
public sealed class FaultList
{
    private readonly List<Fault> faults = [];
    private readonly HashSet<string> fields = new(StringComparer.Ordinal);

    public void Replace(IEnumerable<Fault> found)
    {
        faults.Clear();
        faults.AddRange(found);
    }

    /// <summary>Called by a field that is on the screen.</summary>
    public string? At(string field)
    {
        fields.Add(field);
        var messages = faults.Where(fault => fault.Field == field).Select(fault => fault.Message).ToList();
        return messages.Count == 0 ? null : string.Join(' ', messages);
    }

    /// <summary>Whether there are faults at these fields or at parts of them.</summary>
    public bool Concern(params string[] names) => faults.Exists(fault => names.Contains(fault.Field.Split('.')[0], StringComparer.Ordinal));

    public void Forget(string field) => faults.RemoveAll(fault => fault.Field == field);

    public void ForgetFieldsOfBefore() => fields.Clear();

    public IReadOnlyList<Fault> WithoutField => [.. faults.Where(fault => !fields.Contains(fault.Field))];
}
