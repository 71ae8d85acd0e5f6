using TaskScheduler.Core.Runs;
using TaskScheduler.Web.Parts.Runs;

namespace TaskScheduler.Tests.Parts.Runs;

public sealed class RunWordsTests
{
    private static readonly Run missed = new()
    {
        Id = Guid.NewGuid(), TaskId = Guid.NewGuid(), TaskVersion = 1, Title = "Backup", Type = "http", State = RunState.Missed, Reason = "The program was down.",
        DueAt = new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero), LastDueAt = new DateTimeOffset(2026, 12, 1, 4, 30, 0, TimeSpan.Zero), Occurrences = 42,
    };

    [Fact]
    public void A_row_that_stands_for_many_occurrences_says_how_many_and_from_when_to_when() =>
        Assert.Equal("Missed 42 occurrences, 02:00 to 05:30", RunWords.Note(missed, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));

    [Fact]
    public void Occurrences_of_several_days_name_the_days() =>
        Assert.Equal(
            "Missed 42 occurrences, 1 Dec 01:00 to 3 Dec 01:00",
            RunWords.Note(missed with { LastDueAt = missed.DueAt.AddDays(2) }, TimeZoneInfo.Utc));

    [Fact]
    public void A_single_run_says_its_reason() =>
        Assert.Equal("The program was down.", RunWords.Note(missed with { Occurrences = 1 }, TimeZoneInfo.Utc));

    [Theory]
    [InlineData(0, "on time")]
    [InlineData(12, "+12 ms")]
    [InlineData(12_000, "+12 s")]
    public void Lateness_is_said_as_what_came_on_top(long milliseconds, string words) => Assert.Equal(words, RunWords.Lateness(milliseconds));
}
