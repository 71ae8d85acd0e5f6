using System.Xml;

namespace TaskScheduler.Core.Notifications.ICalendar;

/// <summary>Writes calendars as iCalendar objects (RFC 5545 §3.4).</summary>
internal static class CalendarText
{
    private const string Product = "-//TaskScheduler//TaskScheduler//EN";
    private const string Inviter = "TaskScheduler";

    public static string Of(CalendarObject calendar)
    {
        var lines = new ContentLines();
        lines.Begin("VCALENDAR");
        lines.Line("PRODID", Product);
        lines.Line("VERSION", "2.0");
        lines.Line("CALSCALE", "GREGORIAN");
        // The same as the mail's content type says (RFC 6047 §2.4), or it is not taken for an invite.
        lines.Line("METHOD", calendar.Method);
        Describe(lines, calendar);
        foreach (var zone in calendar.Events.Where(entry => entry.Zone is not null).GroupBy(entry => entry.Zone!, StringComparer.Ordinal))
            CalendarZone.Write(lines, zone.Key, zone.Min(entry => entry.Start), zone.Any(entry => entry.Rule is not null));
        foreach (var entry in calendar.Events)
            Write(lines, entry);
        lines.End("VCALENDAR");
        return lines.ToString();
    }

    // RFC 7986 §5.1 and §5.7, and the names that programs knew before it.
    private static void Describe(ContentLines lines, CalendarObject calendar)
    {
        if (calendar.Name is { } name)
        {
            lines.Text("NAME", name);
            lines.Text("X-WR-CALNAME", name);
        }

        if (calendar.RefreshAfter is { } wait)
        {
            lines.Line("REFRESH-INTERVAL;VALUE=DURATION", XmlConvert.ToString(wait));
            lines.Line("X-PUBLISHED-TTL", XmlConvert.ToString(wait));
        }
    }

    private static void Write(ContentLines lines, CalendarEvent entry)
    {
        lines.Begin("VEVENT");
        lines.Text("UID", entry.Uid);
        if (entry.Sequence is { } sequence)
            lines.Number("SEQUENCE", sequence);
        lines.Instant("DTSTAMP", entry.Stamp);
        lines.Instant("DTSTART", entry.Start, entry.Zone);
        lines.Instant("DTEND", entry.End, entry.Zone);
        if (entry.Rule is { } rule)
            lines.Line("RRULE", rule);
        lines.Text("SUMMARY", entry.Summary);
        if (entry.Description.Length > 0)
            lines.Text("DESCRIPTION", entry.Description);
        if (entry.Url is { } url)
            lines.Line("URL", url);
        WritePeople(lines, entry);
        lines.Line("STATUS", entry.Cancelled ? "CANCELLED" : "CONFIRMED");
        // A task runs by itself: nobody is busy meanwhile (RFC 5545 §3.8.2.7).
        lines.Line("TRANSP", "TRANSPARENT");
        if (entry.Alarm is { } alarm)
            WriteAlarm(lines, entry.Summary, alarm);
        lines.End("VEVENT");
    }

    private static void WritePeople(ContentLines lines, CalendarEvent entry)
    {
        if (entry.Organizer is { } organizer)
            lines.Line($"ORGANIZER;CN={ContentLines.Parameter(Inviter)}", ContentLines.Mail(organizer));
        // Nobody waits for an answer: the program reads no mail.
        if (entry.Attendee is { } attendee)
            lines.Line($"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE;CN={ContentLines.Parameter(attendee)}", ContentLines.Mail(attendee));
    }

    // RFC 5545 §3.6.6: one that is displayed has to say what.
    private static void WriteAlarm(ContentLines lines, string summary, TimeSpan before)
    {
        lines.Begin("VALARM");
        lines.Line("ACTION", "DISPLAY");
        lines.Text("DESCRIPTION", summary.Length > 0 ? summary : Inviter);
        lines.Line("TRIGGER", before == TimeSpan.Zero ? "PT0S" : "-" + XmlConvert.ToString(before));
        lines.End("VALARM");
    }
}
