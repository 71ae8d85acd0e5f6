using Microsoft.AspNetCore.Components;
using TaskScheduler.Core.Notifications.People;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Web.Parts;
using TaskScheduler.Web.Parts.Fields;

namespace TaskScheduler.Web.Pages.Account;

/// <summary>How somebody wants to be told: where, when, and in which time zone.</summary>
public sealed partial class NotifyPanel
{
    private const int MinutesShown = 5;

    private readonly FaultList faults = new();
    private string? zone;
    private BellChoice bell;
    private SummaryChoice summary;
    private string? summaryAt;
    private bool mailAlerts;
    private string? quietFrom;
    private string? quietTo;
    private bool saving;
    private bool saved;

    [Inject]
    private NotifySettingsStore Settings { get; set; } = default!;

    [Inject]
    private BrowserTime Time { get; set; } = default!;

    // A zone is said by its owner: a browser on a journey would move their quiet hours.
    private string? Offered => (string.IsNullOrWhiteSpace(zone) ? ZoneNames.Default : zone) == Time.LocalTimeZone.Id ? null : Time.LocalTimeZone.Id;

    private string ZoneHelp => string.IsNullOrWhiteSpace(zone)
        ? "In which these times are meant, and times in mails are written. Not said, it is UTC."
        : "In which these times are meant, and times in mails are written.";

    protected override void OnInitialized() => Show(Settings.Own.Value ?? NotifySettings.Unsaid);

    // Blazor adds seconds to what a field of time says.
    private static string? TimeIn(ChangeEventArgs e) => e.Value is string text ? text[..Math.Min(text.Length, MinutesShown)] : null;

    private void Show(NotifySettings settings)
    {
        var draft = NotifySettingsDraft.Of(settings);
        (zone, bell, summary, summaryAt, mailAlerts) = (draft.TimeZone, draft.Bell, draft.Summary, draft.SummaryAt, draft.MailAlerts);
        (quietFrom, quietTo) = (draft.QuietFrom, draft.QuietTo);
    }

    private async Task SaveAsync()
    {
        (saving, saved) = (true, false);
        try
        {
            var put = await Settings.PutAsync(new()
            {
                TimeZone = zone,
                Bell = bell,
                Summary = summary,
                SummaryAt = summaryAt,
                MailAlerts = mailAlerts,
                QuietFrom = quietFrom,
                QuietTo = quietTo,
            });
            faults.Replace(put.Faults);
            saved = put.Succeeded;
            if (put.Succeeded)
                Show(put.Value);
        }
        finally
        {
            saving = false;
        }
    }
}
