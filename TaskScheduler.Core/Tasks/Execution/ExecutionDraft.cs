using System.Text.Json;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Core.Tasks.Execution;

/// <summary>How runs of a task are to be executed, as somebody wrote it; not yet checked.</summary>
public sealed record ExecutionDraft
{
    /// <summary>Absent means three retries, after 10, 20 and 40 seconds.</summary>
    public RetryDraft? Retry { get; init; }

    /// <summary><c>queue</c> (also when absent), <c>skip</c>, <c>allow</c> or <c>cancelPrevious</c>.</summary>
    public string? Overlap { get; init; }

    /// <summary><c>tryAgain</c> (also when absent) or <c>markAsLost</c>.</summary>
    public string? Recovery { get; init; }

    /// <summary><c>low</c>, <c>normal</c> (also when absent) or <c>high</c>.</summary>
    public string? Priority { get; init; }

    /// <summary>The draft that gives <paramref name="rules"/> when checked.</summary>
    public static ExecutionDraft Of(ExecutionRules rules) => new()
    {
        Retry = RetryDraft.Of(rules.Retry),
        Overlap = Word(rules.Overlap),
        Recovery = Word(rules.Recovery),
        Priority = Word(rules.Priority),
    };

    /// <summary>What this says, and where it says nothing what <paramref name="below"/> says.</summary>
    public ExecutionDraft Over(ExecutionDraft? below) => new()
    {
        Retry = Retry ?? below?.Retry,
        Overlap = Overlap ?? below?.Overlap,
        Recovery = Recovery ?? below?.Recovery,
        Priority = Priority ?? below?.Priority,
    };

    /// <summary>The words of a choice as JSON has them.</summary>
    public static IReadOnlyList<string> WordsOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Word)];

    /// <summary>Adds faults by field, as <c>retry.wait</c>; what is returned besides them means nothing.</summary>
    public ExecutionRules Check(ICollection<Fault> faults) => new()
    {
        Retry = RetryReader.Read(Retry, faults),
        Overlap = Choice<Overlap>("overlap", Overlap, faults),
        Recovery = Choice<Recovery>("recovery", Recovery, faults),
        Priority = Choice("priority", Priority, faults, Execution.Priority.Normal),
    };

    internal static T Choice<T>(string field, string? text, ICollection<Fault> faults, T absent = default)
        where T : struct, Enum
    {
        if (string.IsNullOrWhiteSpace(text))
            return absent;
        foreach (var value in Enum.GetValues<T>())
            if (Word(value) == text.Trim())
                return value;
        faults.Add(new(field, $"Write {English.List(WordsOf<T>(), "or")}."));
        return absent;
    }

    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
