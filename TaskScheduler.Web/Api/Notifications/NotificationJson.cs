using System.ComponentModel;
using TaskScheduler.Core.Notifications.Bell;
using TaskScheduler.Core.Notifications.People;

namespace TaskScheduler.Web.Api.Notifications;

/// <summary>Hours of each day in which somebody does not want to be disturbed.</summary>
/// <param name="From">A time of day, such as 22:00.</param>
/// <param name="To">A time of day; before the first, it is on the next day.</param>
public sealed record QuietHoursJson(string From, string To);

/// <summary>How somebody wants to be told.</summary>
/// <param name="TimeZone">IANA name; null when it was not said, and UTC is used.</param>
/// <param name="MailAlerts">Whether alerts come by e-mail as well.</param>
/// <param name="QuietHours">Null when there are none.</param>
/// <param name="SummaryAt">A time of day in their zone.</param>
public sealed record NotifySettingsJson(string? TimeZone, bool MailAlerts, BellChoice Bell, QuietHoursJson? QuietHours, SummaryChoice Summary, string SummaryAt)
{
    public static NotifySettingsJson Of(NotifySettings settings) => new(
        settings.TimeZone,
        settings.MailAlerts,
        settings.Bell,
        settings.QuietHours is { } quiet ? new(NotifySettingsDraft.TextOf(quiet.From), NotifySettingsDraft.TextOf(quiet.To)) : null,
        settings.Summary,
        NotifySettingsDraft.TextOf(settings.SummaryAt));
}

/// <summary>How somebody wants to be told from now on; what is absent is as if they had said nothing of it.</summary>
public sealed record NewNotifySettingsJson
{
    [Description("An IANA name, UTC unless said.")]
    public string? TimeZone { get; init; }

    [Description("Whether alerts come by e-mail as well: true unless said.")]
    public bool? MailAlerts { get; init; }

    [Description("What the bell of the pages lists: all (unless said), badOnly or nothing.")]
    public BellChoice? Bell { get; init; }

    [Description("In which mails of alerts wait and the bell does not ring. None unless said.")]
    public QuietHoursJson? QuietHours { get; init; }

    [Description("none (unless said), daily or weekly, which is on Mondays.")]
    public SummaryChoice? Summary { get; init; }

    [Description("The time of day of the summary, 08:00 unless said.")]
    public string? SummaryAt { get; init; }
}

/// <summary>A message in one's bell.</summary>
/// <param name="Text">The beginning of what the mail would say.</param>
/// <param name="Page">The page it is about, from the address of the program on; null when it is about none.</param>
/// <param name="ReadAt">Null as long as it is unread.</param>
public sealed record BellMessageJson(
    Guid Id, DateTimeOffset At, TellingLevel Level, string Subject, string Text, string? Page, Guid? TaskId, Guid? RunId, DateTimeOffset? ReadAt)
{
    public static BellMessageJson Of(BellMessage message) =>
        new(message.Id, message.At, message.Level, message.Subject, message.Text, message.Page, message.TaskId, message.RunId, message.ReadAt);
}

/// <summary>Which messages were read: some, or all.</summary>
public sealed record BellReadingJson
{
    [Description("Their ids. Left out when all is true.")]
    public IReadOnlyList<Guid>? Ids { get; init; }

    [Description("true for all of them.")]
    public bool? All { get; init; }
}

/// <summary>How many messages were marked as read.</summary>
public sealed record BellMarkedJson(int Marked);
