using System.Globalization;
using System.Text;
using System.Text.Json;
using TaskScheduler.Web.Api;

namespace TaskScheduler.Web.Commands;

/// <summary>Says plans and reports as lines of text.</summary>
internal static class PlanWords
{
    private static readonly JsonSerializerOptions json = Format();

    public static PlanText Read(string plan) => JsonSerializer.Deserialize<PlanText>(plan, json)!;

    public static string OfPlan(PlanText plan)
    {
        var text = new StringBuilder();
        foreach (var task in plan.Added)
            text.Append(CultureInfo.InvariantCulture, $"+ {task.Title}: {task.Type}, {task.Schedule}{Remarks(task.Remarks)}\n");
        foreach (var task in plan.Changed)
        {
            text.Append(CultureInfo.InvariantCulture, $"~ {task.Title} ({task.Id}){Remarks(task.Remarks)}\n");
            foreach (var field in task.Fields)
                text.Append(CultureInfo.InvariantCulture, $"    {field.Field}: {Value(field.Old)} -> {Value(field.New)}\n");
        }

        foreach (var task in plan.Removed)
            text.Append(CultureInfo.InvariantCulture, $"- {task.Title} ({task.Id})\n");
        foreach (var fault in plan.Faults)
            text.Append(CultureInfo.InvariantCulture, $"! {(fault.Line is { } line ? $"line {line}" : "file")}{(fault.Place.Length > 0 ? $", {fault.Place}" : "")}: {fault.Message}\n");
        text.Append(CultureInfo.InvariantCulture, $"To add: {plan.Added.Count}, to change: {plan.Changed.Count}, to remove: {plan.Removed.Count}, unchanged: {plan.Unchanged}.\n");
        text.Append(plan.CanApply ? $"Fingerprint: {plan.Fingerprint}\n" : "Correct the file first: nothing of it can be applied.\n");
        return text.ToString();
    }

    public static string OfApplied(PlanText plan) =>
        string.Create(CultureInfo.InvariantCulture, $"Added: {plan.Added.Count}, changed: {plan.Changed.Count}, removed: {plan.Removed.Count}, unchanged: {plan.Unchanged}.\n");

    public static string OfCrontab(string report, bool applied)
    {
        var read = JsonSerializer.Deserialize<CrontabText>(report, json)!;
        var text = new StringBuilder();
        foreach (var line in read.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"line {line.Line}: {Said(line.Outcome)}{(line.Title is null ? "" : $": {line.Title}, {line.Schedule}")}\n    {line.Text}\n");
            foreach (var remark in line.Remarks)
                text.Append(CultureInfo.InvariantCulture, $"    {remark}\n");
        }

        var missed = read.Lines.Count(line => line.Outcome == "notMapped");
        text.Append(CultureInfo.InvariantCulture, $"{(applied ? "Created" : "To create")}: {read.Plan.Added.Count}, there already: {read.Plan.Unchanged}, did not map: {missed}.{(applied || read.Plan.Added.Count == 0 ? "" : " Add --apply to create them.")}\n");
        return text.ToString();
    }

    private static string Said(string outcome) => outcome switch
    {
        "mapped" => "mapped",
        "mappedWithRemark" => "mapped, with a remark",
        "setting" => "setting",
        _ => "did not map",
    };

    private static string Value(string? value) => value is null ? "(none)" : value.Contains('\n', StringComparison.Ordinal) ? JsonSerializer.Serialize(value, json) : value;

    private static string Remarks(IReadOnlyList<string> remarks) => remarks.Count == 0 ? "" : $". {string.Join(' ', remarks)}";

    private static JsonSerializerOptions Format()
    {
        var options = new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        JsonFormat.Apply(options);
        return options;
    }
}

internal sealed record PlanText(string Fingerprint, bool CanApply, bool ChangesNothing, IReadOnlyList<AddedText> Added, IReadOnlyList<ChangedText> Changed, IReadOnlyList<RemovedText> Removed, int Unchanged, IReadOnlyList<FaultText> Faults);

internal sealed record AddedText(string Title, string Type, string Schedule, IReadOnlyList<string> Remarks);

internal sealed record ChangedText(Guid Id, string Title, IReadOnlyList<FieldText> Fields, IReadOnlyList<string> Remarks);

internal sealed record FieldText(string Field, string? Old, string? New);

internal sealed record RemovedText(Guid Id, string Title);

internal sealed record FaultText(string Place, int? Line, string Message);

internal sealed record CrontabText(IReadOnlyList<CrontabLineText> Lines, PlanText Plan);

internal sealed record CrontabLineText(int Line, string Text, string Outcome, IReadOnlyList<string> Remarks, string? Title, string? Schedule);
