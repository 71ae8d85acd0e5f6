using System.Globalization;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Web.Pages.Alerts;

/// <summary>A rule while somebody fills in its fields.</summary>
public sealed class RuleEdit
{
    private static readonly char[] between = [',', ';', '\r', '\n'];

    public string Kind { get; set; } = "failed";

    public string Scope { get; set; } = "all";

    public string? Tag { get; set; }

    /// <summary>The task, as the choice of tasks writes it.</summary>
    public SchedulePick Task { get; } = new();

    public int? Count { get; set; }

    public int? Percent { get; set; }

    public string? AtLeast { get; set; }

    public string? By { get; set; }

    public string? Since { get; set; }

    public bool User { get; set; } = true;

    public bool Owner { get; set; }

    public bool Administrators { get; set; }

    public string? Emails { get; set; }

    public ISet<Guid> Accounts { get; } = new HashSet<Guid>();

    public ISet<Guid> Channels { get; } = new HashSet<Guid>();

    public string Repeat { get; set; } = "never";

    public bool Recovery { get; set; } = true;

    public bool Urgent { get; set; }

    public bool Active { get; set; } = true;

    public static RuleEdit Of(AlertRuleView? view)
    {
        var edit = new RuleEdit();
        if (view is null)
            return edit;
        var draft = AlertRuleDraft.Of(view.Rule);
        (edit.Kind, edit.Scope, edit.Tag, edit.Repeat) = (draft.Kind!, draft.Scope!, draft.Tag, draft.Repeat!);
        (edit.Task.ParentId, edit.Task.ParentTitle) = (draft.TaskId, view.TaskTitle);
        (edit.Count, edit.Percent, edit.AtLeast, edit.By, edit.Since) = (draft.Count, draft.Percent, draft.AtLeast, draft.By, draft.Since);
        (edit.User, edit.Owner, edit.Administrators, edit.Emails) = (draft.Tell.User, draft.Tell.Owner, draft.Tell.Administrators, string.Join(", ", draft.Tell.Emails));
        edit.Accounts.UnionWith(draft.Tell.Accounts);
        edit.Channels.UnionWith(draft.Tell.Channels);
        (edit.Recovery, edit.Urgent, edit.Active) = (draft.Recovery, draft.Urgent, draft.Active);
        return edit;
    }

    public static void Set(ISet<Guid> chosen, Guid id, object? value)
    {
        if (value is true)
            chosen.Add(id);
        else
            chosen.Remove(id);
    }

    public AlertRuleDraft ToDraft() => new()
    {
        Kind = Kind,
        Scope = Scope,
        Tag = Tag,
        TaskId = Task.ParentId,
        Count = Count,
        Percent = Percent,
        AtLeast = AtLeast,
        // A field for a time of day adds seconds in some browsers.
        By = TimeOnly.TryParseExact(By?.Trim(), "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToString("HH:mm", CultureInfo.InvariantCulture) : By,
        Since = Since,
        Tell = new()
        {
            User = User,
            Owner = Owner,
            Administrators = Administrators,
            Emails = (Emails ?? "").Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Accounts = [.. Accounts],
            Channels = [.. Channels],
        },
        Repeat = Repeat,
        Recovery = Recovery,
        Urgent = Urgent,
        Active = Active,
    };
}
