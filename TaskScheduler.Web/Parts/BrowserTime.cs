using Microsoft.JSInterop;

namespace TaskScheduler.Web.Parts;

/// <summary>The program's clock in the time zone of the visitor's browser; UTC until the browser was asked.</summary>
public sealed class BrowserTime(TimeProvider clock, IJSRuntime js) : TimeProvider
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    public override TimeZoneInfo LocalTimeZone => zone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    public DateTimeOffset ToLocal(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone);

    public async Task AskBrowserAsync()
    {
        var name = await js.InvokeAsync<string?>("taskScheduler.timeZone");

        // A zone newer than the server's time zone data is shown in UTC: true, and labelled as such.
        if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found))
            zone = found;
    }
}
