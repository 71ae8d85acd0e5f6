using System.Text.Json;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Alerts;
using TaskScheduler.Web.Api.Requests;

namespace TaskScheduler.Web.Api.Alerts;

/// <summary>Reads a rule as it was sent.</summary>
internal static class AlertRuleBody
{
    public static AlertRuleDraft Read(JsonElement body, ICollection<Fault> faults)
    {
        var reader = new ObjectReader(body, "", faults);
        reader.AllowOnly(["kind", "scope", "tag", "taskId", "count", "percent", "atLeast", "by", "since", "tell", "repeat", "recovery", "urgent", "active"]);
        return new()
        {
            Kind = reader.Text("kind"),
            Scope = reader.Text("scope"),
            Tag = reader.Text("tag"),
            TaskId = reader.Text("taskId") is { } task ? Id(task, "taskId", faults) : null,
            Count = reader.Number("count"),
            Percent = reader.Number("percent"),
            AtLeast = reader.Text("atLeast"),
            By = reader.Text("by"),
            Since = reader.Text("since"),
            Tell = reader.Object("tell") is { } tell ? ReadTell(tell, faults) : new(),
            Repeat = reader.Text("repeat"),
            Recovery = reader.Switch("recovery") ?? true,
            Urgent = reader.Switch("urgent") ?? false,
            Active = reader.Switch("active") ?? true,
        };
    }

    private static AlertTold ReadTell(JsonElement body, ICollection<Fault> faults)
    {
        var reader = new ObjectReader(body, "tell.", faults);
        reader.AllowOnly(["user", "owner", "administrators", "accounts", "emails", "channels"]);
        return new()
        {
            User = reader.Switch("user") ?? false,
            Owner = reader.Switch("owner") ?? false,
            Administrators = reader.Switch("administrators") ?? false,
            Accounts = Ids(reader.Texts("accounts"), "tell.accounts", faults),
            Emails = reader.Texts("emails") ?? [],
            Channels = Ids(reader.Texts("channels"), "tell.channels", faults),
        };
    }

    private static List<Guid> Ids(IReadOnlyList<string>? texts, string field, ICollection<Fault> faults) =>
        [.. (texts ?? []).Select(text => Id(text, field, faults)).OfType<Guid>()];

    private static Guid? Id(string text, string field, ICollection<Fault> faults)
    {
        if (Guid.TryParse(text, out var id))
            return id;
        faults.Add(new(field, $"'{text}' is not an id."));
        return null;
    }
}
