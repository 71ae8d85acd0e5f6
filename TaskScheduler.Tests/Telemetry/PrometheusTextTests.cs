using TaskScheduler.Core.Telemetry.Prometheus;

namespace TaskScheduler.Tests.Telemetry;

public sealed class PrometheusTextTests
{
    [Theory]
    [InlineData("taskscheduler.run.duration", "s", "taskscheduler_run_duration_seconds")]
    [InlineData("taskscheduler.database.size", "By", "taskscheduler_database_size_bytes")]
    [InlineData("taskscheduler.runs.started", "{run}", "taskscheduler_runs_started")]
    [InlineData("load.ratio", "1", "load_ratio")]
    [InlineData("9 lives", "", "_9_lives")]
    public void A_name_carries_its_unit_and_has_no_letters_that_Prometheus_does_not_know(string name, string unit, string written) =>
        Assert.Equal(written, PrometheusText.NameOf(name, PrometheusText.UnitOf(unit)));

    [Fact]
    public void A_value_of_a_label_can_not_end_its_line_or_its_quotes() =>
        Assert.Equal("""a\"b\\c\nd""", PrometheusText.Escaped("a\"b\\c\nd", quotes: true));
}
