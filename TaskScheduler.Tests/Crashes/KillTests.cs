namespace TaskScheduler.Tests.Crashes;

public sealed class KillTests
{
    private const int Kills = 20;
    private const string SeedVariable = "CRASH_SEED";

    [Fact]
    public async Task Twenty_kills_under_load_lose_nothing_and_repeat_nothing_unmarked()
    {
        var seed = Seed();
        TestContext.Current.TestOutputHelper?.WriteLine($"{SeedVariable}={seed}");
        await using var trial = await CrashTrial.StartAsync(seed);

        for (var kill = 0; kill < Kills; kill++)
            await trial.RunUntilKilledAsync();
        var audit = await trial.ComeToRestAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(audit.Extent);
        var breaches = Rules(audit).SelectMany(rule => rule.Take(5)).ToList();
        Assert.True(breaches.Count == 0, string.Join("\n", breaches));
    }

    private static IEnumerable<IEnumerable<string>> Rules(Audit audit) =>
    [
        audit.UnexplainedAnswers(),
        audit.TasksLost(),
        audit.TasksBackFromDeletion(),
        audit.EditsLost(),
        audit.RunsByHandLost(),
        audit.RunsTooFewOrTooMany(),
        audit.OutcomesLostOrChanged(),
        audit.CallsRepeatedUnmarked(),
        audit.CallsOfRunsNeverRecorded(),
        audit.SuccessesNeverCalled(),
        audit.OccurrencesRecordedTwice(),
        audit.OccurrencesUnaccountedFor(),
    ];

    // Each run of the tests tries other moments; a failed one is repeated with its seed.
    private static int Seed() => int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : Random.Shared.Next();
}
