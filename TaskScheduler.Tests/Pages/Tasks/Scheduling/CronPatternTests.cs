using TaskScheduler.Web.Pages.Tasks.Scheduling;

namespace TaskScheduler.Tests.Pages.Tasks.Scheduling;

public sealed class CronPatternTests
{
    [Theory]
    [InlineData("0 9 * * *", "0 9 * * *")]
    [InlineData("30 8 * * 1-5", "30 8 * * MON,TUE,WED,THU,FRI")]
    [InlineData("30 8 * * 7", "30 8 * * SUN")]
    [InlineData("0 30 8 ? * 2-6", "30 8 * * MON,TUE,WED,THU,FRI")]
    [InlineData("0 30 8 ? * sat,sun *", "30 8 * * SAT,SUN")]
    [InlineData("0 0 22 ? * FRI-MON", "0 22 * * MON,FRI,SAT,SUN")]
    [InlineData("15 6 31 * *", "15 6 31 * *")]
    [InlineData("0 15 6 L * ?", "0 15 6 L * ?")]
    public void A_time_of_day_on_some_days_is_recognized_in_both_dialects(string cron, string same) =>
        Assert.Equal(same, CronPattern.Of(cron)?.ToCron());

    [Theory]
    [InlineData("*/5 * * * *")]
    [InlineData("0 9,17 * * *")]
    [InlineData("0 9 1,15 * *")]
    [InlineData("0 9 * 3 *")]
    [InlineData("0 9 1 * MON")]
    [InlineData("30 0 9 * * ?")]
    [InlineData("0 0 9 ? * MON#2")]
    [InlineData("0 0 9 * * ? 2027")]
    [InlineData("not cron")]
    [InlineData("")]
    public void What_says_more_than_that_is_left_as_cron(string cron) => Assert.Null(CronPattern.Of(cron));
}
