using TaskScheduler.Core;
using TaskScheduler.Core.Schedules;

namespace TaskScheduler.Tests.Schedules.Cron;

public class CronFaultTests
{
    private static readonly DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "Write a cron expression")]
    [InlineData("* * * *", "this one has 4")]
    [InlineData("* * * * * * * *", "this one has 8")]
    [InlineData("@reboot", "'@reboot' is not a known short form; write @hourly")]
    [InlineData("60 * * * *", "The minute '60' is not one of 0 to 59.")]
    [InlineData("0 24 * * *", "The hour '24' is not one of 0 to 23.")]
    [InlineData("0 9 32 * *", "The day of the month '32' is not one of 1 to 31")]
    [InlineData("0 9 * 13 *", "The month '13' is not one of 1 to 12 or JAN to DEC.")]
    [InlineData("0 9 * * 8", "The weekday '8' is not one of 0 to 7 (0 and 7 are Sunday)")]
    [InlineData("0 0 9 ? * 0", "The weekday '0' is not one of 1 to 7 (1 is Sunday)")]
    [InlineData("0 9 * * MONDAY", "The weekday 'MONDAY' is not one of")]
    [InlineData("nine * * * *", "The minute 'nine' is not one of 0 to 59.")]
    [InlineData("5,,6 * * * *", "has an empty entry")]
    [InlineData("*,5 * * * *", "has a * in a list")]
    [InlineData("*/0 * * * *", "The step of the minute '*/0' has to be 1 to 59.")]
    [InlineData("*/61 * * * *", "The step of the minute '*/61' has to be 1 to 59.")]
    [InlineData("5- * * * *", "The minute '5-' is not understood")]
    [InlineData("? 9 * * *", "The minute can't be '?'")]
    [InlineData("H 9 * * *", "The minute 'H' is not one of 0 to 59.")]
    [InlineData("0 9 * * 2#6", "The weekday '2#6' is not understood")]
    [InlineData("0 9 * * 1,2#1", "such a weekday has to stand alone")]
    [InlineData("0 0 9 * * ? 1969", "The year '1969' is not one of 1970 or later.")]
    [InlineData("0 0 9 30 2 ?", "is never due again")]
    [InlineData("0 0 9 * * ? 2020", "is never due again")]
    public void A_cron_text_is_refused_in_words_that_say_what_to_change(string cron, string message)
    {
        var faults = new List<Fault>();

        var schedule = ScheduleReader.Read(new() { Kind = "cron", Cron = cron }, now, faults);

        Assert.Null(schedule);
        var fault = Assert.Single(faults);
        Assert.Equal("schedule.cron", fault.Field);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_more_than_200_characters_is_refused()
    {
        var faults = new List<Fault>();

        ScheduleReader.Read(new() { Kind = "cron", Cron = string.Join(',', Enumerable.Repeat("10", 100)) + " * * * *" }, now, faults);

        Assert.Contains("at most 200 characters", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 9-17/2,22 1,15,L * *")]
    [InlineData("0 9 * jan-mar,Dec mon-fri")]
    [InlineData("0 22-2 * * 5-1")]
    [InlineData("0 9 15W * *")]
    [InlineData("0 9 LW,L-3 * ?")]
    [InlineData("0 9 * * 5L")]
    [InlineData("0 9 * * 2#2")]
    [InlineData("*/10 * * * * ?")]
    [InlineData("0 0 9 ? * FRIL 2030-2035")]
    [InlineData("@hourly")]
    [InlineData("@Midnight")]
    [InlineData("@annually")]
    public void What_cron_can_say_is_accepted(string cron)
    {
        var faults = new List<Fault>();

        var schedule = ScheduleReader.Read(new() { Kind = "cron", Cron = cron }, now, faults);

        Assert.Empty(faults);
        Assert.Equal(new CronSchedule(cron, "UTC"), schedule);
    }
}
