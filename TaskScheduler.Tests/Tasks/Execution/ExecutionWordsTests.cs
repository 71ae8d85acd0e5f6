using TaskScheduler.Core;
using TaskScheduler.Core.Tasks.Execution;

namespace TaskScheduler.Tests.Tasks.Execution;

public class ExecutionWordsTests
{
    [Theory]
    [InlineData("none", null, null, null, "no retries")]
    [InlineData("fixed", "PT30S", 1, null, "1 retry, after 30 s")]
    [InlineData("fixed", "PT1M30S", 5, "PT2H", "5 retries, each after 1 min 30 s, none later than 2 h after it was due")]
    [InlineData("exponential", "PT10S", 3, null, "3 retries, after about 10 s, 20 s and 40 s")]
    [InlineData("exponential", "PT10S", 20, null, "20 retries, after about 10 s, 20 s, 40 s, 1 min 20 s and so on, up to 1 h")]
    public void A_retry_rule_is_said_in_words(string kind, string? wait, int? retries, string? maxAge, string words)
    {
        var faults = new List<Fault>();
        var rules = new ExecutionDraft { Retry = new() { Kind = kind, Wait = wait, Retries = retries, MaxAge = maxAge } }.Check(faults);

        Assert.Empty(faults);
        Assert.Equal(words, ExecutionWords.Of(rules.Retry));
    }

    [Fact]
    public void All_of_it_is_one_sentence() => Assert.Equal(
        "3 retries, after about 10 s, 20 s and 40 s; waits while its previous run is running; a lost run is tried again once; normal priority.",
        ExecutionWords.Of(ExecutionRules.Default));

    [Fact]
    public void The_preview_counts_from_the_first_attempt()
    {
        var rule = new ExecutionDraft { Retry = new() { Kind = "list", Waits = ["PT10S", "PT1M"] } }.Check([]).Retry;

        Assert.Equal([(1, 10d, 10d), (2, 60d, 70d)], ExecutionWords.Preview(rule).Select(retry => (retry.Retry, retry.Wait.TotalSeconds, retry.After.TotalSeconds)));
    }
}
