using System.Net;
using TaskScheduler.Core.Persistence;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Reports;

namespace TaskScheduler.Tests.Api;

public sealed class ReportApiTests(ApiServer server) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "text/html", "report.html")]
    [InlineData("&format=csv", "text/csv", "report.csv")]
    public async Task A_report_is_downloaded_as_a_file(string format, string type, string name)
    {
        await RecordedRuns.AddAsync(server.App.AsProgram<IWriteGate>(), Guid.NewGuid(), "=Backup", RunState.Succeeded, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), 250);

        using var answer = await server.Client.GetAsync(new Uri($"/api/report?from=2026-03-01&to=2026-03-01&timeZone=Europe/Berlin{format}", UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.OK, type, $"attachment; filename={name}"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.ToString()));
        Assert.Contains("=Backup", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("period=tomorrow", "period")]
    [InlineData("from=2026-03-02&to=2026-03-01", "to")]
    [InlineData("from=2026-03-02", "to")]
    [InlineData("timeZone=Nowhere", "timeZone")]
    [InlineData("format=pdf", "format")]
    public async Task A_fault_is_said_at_its_field(string query, string field) =>
        Assert.Equal([field], (await server.GetAsync($"/api/report?{query}")).FaultyFields);
}
