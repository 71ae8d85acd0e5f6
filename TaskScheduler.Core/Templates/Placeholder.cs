namespace TaskScheduler.Core.Templates;

/// <summary>What stands in place of a placeholder.</summary>
public enum PlaceholderKind
{
    /// <summary>The instant at which the attempt was prepared.</summary>
    Now,

    /// <summary>The instant at which the run was due.</summary>
    Due,

    RunId,

    Attempt,

    TaskId,

    TaskTitle,

    TaskUserEmail,

    /// <summary>The JSON that the run was started with, or a part of it.</summary>
    Input,

    Secret,
}

/// <summary>How a value is written so that it fits into its surroundings.</summary>
public enum PlaceholderEncoding
{
    None,

    /// <summary>As the inside of a JSON string.</summary>
    Json,

    /// <summary>As a part of a URL (RFC 3986 §2.1).</summary>
    Url,

    Html,

    /// <summary>RFC 4648 §4, of the text in UTF-8.</summary>
    Base64,
}

/// <summary>A placeholder that was understood.</summary>
/// <param name="Text">As it was written, without its braces.</param>
public sealed record Placeholder(string Text, PlaceholderKind Kind)
{
    /// <summary>Name of a secret; of an input, where in it the value is, as <c>customer.name</c>, empty for all of it.</summary>
    public string Name { get; init; } = "";

    /// <summary>What an instant goes through, in order.</summary>
    public IReadOnlyList<InstantStep> Steps { get; init; } = [];

    public InstantFormat Format { get; init; } = InstantFormat.Iso;

    public PlaceholderEncoding Encoding { get; init; }

    /// <summary>What is written when there is no value; null lets the run fail then.</summary>
    public string? Otherwise { get; init; }
}
