using System.Net;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.TaskTypes.Http;

public sealed class FailedAnswerTests
{
    private static readonly DateTimeOffset now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, true), InlineData(401, true), InlineData(404, true), InlineData(409, true), InlineData(422, true), InlineData(499, true)]
    [InlineData(408, false), InlineData(425, false), InlineData(429, false), InlineData(500, false), InlineData(503, false), InlineData(302, false), InlineData(204, false)]
    public void A_fault_of_the_request_is_final_and_one_of_the_moment_is_not(int status, bool final)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);

        Assert.Equal(final, FailedAnswer.IsFinal(answer));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Tue, 01 Dec 2026 12:05:00 GMT", 300)]
    [InlineData("86401", 86400)]
    [InlineData("Fri, 01 Jan 2100 00:00:00 GMT", 86400)]
    [InlineData("0", null)]
    [InlineData("Tue, 01 Dec 2026 11:59:00 GMT", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData(null, null)]
    public void The_wait_that_a_server_asks_for_is_understood_up_to_a_day(string? header, int? seconds)
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        answer.Headers.TryAddWithoutValidation("Retry-After", header);

        Assert.Equal(seconds is { } expected ? TimeSpan.FromSeconds(expected) : null, FailedAnswer.RetryAfter(answer, now));
    }
}
