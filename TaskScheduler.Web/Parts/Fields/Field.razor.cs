using Microsoft.AspNetCore.Components;

namespace TaskScheduler.Web.Parts.Fields;

/// <summary>One field of the form, with its label, its help and its fault.</summary>
public sealed partial class Field
{
    private readonly Dictionary<string, object> attributes = [];
    private string? fault;

    [CascadingParameter]
    public FaultList Faults { get; set; } = new();

    /// <summary>Name of the field in faults, as in the JSON.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Help { get; set; }

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public RenderFragment<FieldContext> ChildContent { get; set; } = default!;

    private string Id => $"field-{Name.Replace('.', '-')}";

    protected override void OnParametersSet()
    {
        fault = Faults.At(Name);
        attributes["id"] = Id;
        attributes["aria-required"] = Required ? "true" : "false";
        attributes["aria-invalid"] = fault is null ? "false" : "true";
        attributes["aria-describedby"] = string.Join(' ', new[] { fault is null ? null : $"{Id}-fault", Help is null ? null : $"{Id}-help" }.OfType<string>());
    }

    private void Forget()
    {
        Faults.Forget(Name);
        OnParametersSet();
    }

    /// <param name="Attributes">To be put on the input: its id, and what ties it to its help and its fault.</param>
    public sealed record FieldContext(IReadOnlyDictionary<string, object> Attributes);
}
