using System.Text.Json.Nodes;

namespace TaskScheduler.Core.TaskTypes;

/// <summary>How a payload field is written and drawn.</summary>
public enum PayloadFieldKind
{
    Text,
    LongText,
    Url,
    Choice,

    /// <summary>Names with values: a JSON object of strings.</summary>
    Pairs,

    /// <summary>HTTP status codes and ranges, such as <c>200-299,304</c>.</summary>
    StatusCodes,

    /// <summary>Exit codes of programs and ranges of them, such as <c>0,2-4</c>.</summary>
    ExitCodes,

    /// <summary>A list: a JSON array of strings, each of any number of lines and possibly empty.</summary>
    Texts,

    /// <summary>Yes or no: a JSON boolean.</summary>
    Switch,

    /// <summary>A whole number.</summary>
    Number,
}

/// <summary>One field of a payload. From it come the form, the check and the JSON schema.</summary>
/// <param name="Name">Its name in the JSON, camel case.</param>
/// <param name="Label">Its name for people.</param>
public sealed record PayloadField(string Name, string Label, PayloadFieldKind Kind)
{
    public bool Required { get; init; }

    /// <summary>What is used when the field is absent, shown as placeholder; of a switch and a number as JSON writes it.</summary>
    public string? Default { get; init; }

    /// <summary>One sentence under the field.</summary>
    public string? Help { get; init; }

    /// <summary>The values of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Longest text, in UTF-16 units; of pairs, the longest value; of a list, the longest entry.</summary>
    public int MaxLength { get; init; } = 2_000;

    /// <summary>What a name of <see cref="PayloadFieldKind.Pairs"/> looks like.</summary>
    public NameRule? Names { get; init; }

    /// <summary>Its value, or the values of its pairs, are kept from sight wherever changes are told of.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Most pairs.</summary>
    public int MaxPairs { get; init; } = 50;

    /// <summary>Most entries of a list.</summary>
    public int MaxTexts { get; init; } = 100;

    /// <summary>Least of a number.</summary>
    public int Minimum { get; init; }

    /// <summary>Most of a number.</summary>
    public int Maximum { get; init; } = int.MaxValue;
}

/// <summary>What a name has to look like.</summary>
/// <param name="Pattern">Regular expression for the whole name, in the dialect of JSON Schema (ECMA-262).</param>
/// <param name="Hint">What it allows, as the end of "write …".</param>
public sealed record NameRule(string Pattern, string Hint);

/// <summary>What a task type is called and what its payload looks like.</summary>
/// <param name="Key">Its name in JSON and in the database; never changes.</param>
/// <param name="Icon">Name of a Material icon.</param>
public sealed record TaskTypeDescription(
    string Key,
    string Name,
    string Description,
    string Icon,
    IReadOnlyList<PayloadField> Fields)
{
    /// <summary>Whether a task of this type needs a user's e-mail address.</summary>
    public bool NeedsUserEmail { get; init; }

    /// <summary>A field that may be written in place of the user's e-mail address; null when none can.</summary>
    public string? InPlaceOfUserEmail { get; init; }

    /// <summary>
    /// What the fields can't say each by itself: the faults of a payload whose fields are right, with field <c>payload.name</c>.
    /// A text with <c>{{</c> in it is filled in when the task runs, and can't be judged before.
    /// </summary>
    public Func<JsonObject, IEnumerable<Fault>>? Rule { get; init; }

    /// <summary>Why tasks of this type can't be saved here, as a sentence that says what to do; null when they can.</summary>
    public string? Unavailable { get; init; }
}
