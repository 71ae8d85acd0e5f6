using FsCheck;
using FsCheck.Fluent;
using TaskScheduler.Core;
using TaskScheduler.Core.Runs.Retries;

namespace TaskScheduler.Tests.Runs.Retries;

public sealed class RetryRuleTests
{
    [Fact]
    public void Exponential_waits_double_up_to_the_longest()
    {
        var rule = new ExponentialRetry(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 5, Jitter: false, null);

        Assert.Equal([10, 20, 40, 60, 60], Enumerable.Range(1, 5).Select(retry => rule.WaitBefore(retry, 0).TotalSeconds));
    }

    [Fact]
    public void A_hundred_doublings_do_not_overflow()
    {
        var rule = new ExponentialRetry(TimeSpan.FromDays(7), TimeSpan.FromDays(7), RetryRule.MostRetries, Jitter: true, null);

        Assert.Equal(TimeSpan.FromDays(7), rule.WaitBefore(RetryRule.MostRetries, 1));
    }

    [Fact]
    public void Jitter_stays_within_a_quarter_and_never_beyond_the_longest_wait() => Prop.ForAll(
        Gen.Choose(1, 20).ToArbitrary(),
        Gen.Choose(0, 1_000).ToArbitrary(),
        (retry, chance) =>
        {
            var (smooth, jittered) = (Rule(jitter: false), Rule(jitter: true));
            var (plain, wait) = (smooth.WaitBefore(retry, 0).TotalMilliseconds, jittered.WaitBefore(retry, chance / 1000.0).TotalMilliseconds);
            return wait >= (plain * 0.75) - 1 && wait <= Math.Min((plain * 1.25) + 1, smooth.MaxWait.TotalMilliseconds);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_said_means_three_growing_waits() =>
        Assert.Equal(RetryRule.Default, RetryReader.Read(null, []));

    [Fact]
    public void Every_rule_comes_back_from_the_draft_that_says_it()
    {
        RetryRule[] rules =
        [
            new NoRetry(),
            new FixedRetry(TimeSpan.FromSeconds(1), 100, TimeSpan.FromDays(1)),
            RetryRule.Default,
            new ListedRetry([TimeSpan.FromSeconds(5), TimeSpan.FromDays(7)], TimeSpan.FromHours(3)),
        ];

        foreach (var rule in rules)
        {
            var faults = new List<Fault>();
            Assert.Equal(rule, RetryReader.Read(RetryDraft.Of(rule), faults));
            Assert.Empty(faults);
        }
    }

    [Theory]
    [InlineData("sometimes", null, null, null, "retry.kind")]
    [InlineData("fixed", "PT0S", null, null, "retry.wait")]
    [InlineData("fixed", "P8D", null, null, "retry.wait")]
    [InlineData("fixed", "soon", null, null, "retry.wait")]
    [InlineData("fixed", "PT1S", 0, null, "retry.retries")]
    [InlineData("fixed", "PT1S", 101, null, "retry.retries")]
    [InlineData("exponential", "PT1M", 3, "PT30S", "retry.maxWait")]
    [InlineData("list", null, null, null, "retry.waits")]
    public void What_can_not_be_done_is_refused_at_its_field(string kind, string? wait, int? retries, string? maxWait, string field)
    {
        var faults = new List<Fault>();

        RetryReader.Read(new() { Kind = kind, Wait = wait, Retries = retries, MaxWait = maxWait }, faults);

        Assert.Equal([field], faults.Select(fault => fault.Field));
    }

    [Fact]
    public void A_wait_that_is_not_understood_is_named_once()
    {
        var faults = new List<Fault>();

        RetryReader.Read(new() { Kind = "list", Waits = ["PT1S", "a while", "PT1M"] }, faults);

        Assert.Contains("a while", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    private static ExponentialRetry Rule(bool jitter) => new(TimeSpan.FromSeconds(3), TimeSpan.FromHours(1), 20, jitter, null);
}
