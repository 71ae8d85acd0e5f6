using TaskScheduler.Core.Runs.DeadLetters;

namespace TaskScheduler.Tests.Runs.DeadLetters;

public sealed class FailureCauseTests
{
    [Theory]
    [InlineData("There was no connection to the server: Connection refused (10.0.0.7:8080).", "There was no connection to the server: Connection refused (10.0.0.9:443).")]
    [InlineData("Order 4711 is locked.", "Order 8 is locked.")]
    [InlineData("Row 'Miller' is missing.", "Row 'Smith' is missing.")]
    [InlineData("Request 0b5f2c9e-53fa-4b7c-8a0e-2a1b3c4d5e6f was refused.", "Request 77777777-53fa-4b7c-8a0e-2a1b3c4d5e6f was refused.")]
    [InlineData("Stopped at 2026-12-01T12:00:00Z.", "Stopped at 2027-01-31T08:15:09.123+01:00.")]
    [InlineData("It did not end within its time limit of 60 s.", "It did not end within its time limit of 1.5 s.")]
    public void Errors_that_differ_only_from_run_to_run_have_one_cause(string one, string other) =>
        Assert.Equal(FailureCause.Of(one), FailureCause.Of(other));

    [Theory]
    [InlineData("The server answered 500 Internal Server Error; expected was 200-299.", "The server answered 404 Not Found; expected was 200-299.")]
    [InlineData("The program ended with exit code 1.", "The program ended with exit code 127.")]
    [InlineData("The name of the server was not found.", "There was no connection to the server.")]
    public void Errors_that_need_other_remedies_have_other_causes(string one, string other) =>
        Assert.NotEqual(FailureCause.Of(one), FailureCause.Of(other));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n ")]
    public void No_error_is_a_cause_too(string? error) => Assert.Equal("No error was given.", FailureCause.Of(error));

    [Fact]
    public void A_cause_is_one_short_line()
    {
        var cause = FailureCause.Of(string.Join("\r\n", Enumerable.Repeat("\u202Ethe \u0007 pump is stuck", 1_000)));

        Assert.InRange(cause.Length, 1, FailureCause.MaxLength);
        Assert.DoesNotContain(cause, character => char.IsControl(character) || character == '\u202E');
    }
}
