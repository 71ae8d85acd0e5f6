using System.Text.Json.Nodes;
using TaskScheduler.Core.Definitions.Crontabs;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Definitions.Crontabs;

public sealed class CrontabImportTests : IAsyncLifetime
{
    private SchedulerDriver engine = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => engine = await SchedulerDriver.StartAsync();

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    [Fact]
    public async Task Every_line_that_says_something_is_in_the_report()
    {
        var report = await PlanAsync("""
            # m h dom mon dow command
            MAILTO=kim@example.org

            # Nightly import
            0 2 * * 1-5 curl -fsS https://example.org/import?key=s3 > /dev/null 2>&1
            */5 * * * * /usr/bin/wget -q https://example.org/ping
            @reboot /usr/local/bin/start
            30 4 * * * /usr/bin/backup --all
            what is this
            """);

        Assert.Equal(
            [(2, CrontabOutcome.Setting), (5, CrontabOutcome.Mapped), (6, CrontabOutcome.MappedWithRemark), (7, CrontabOutcome.NotMapped), (8, CrontabOutcome.NotMapped), (9, CrontabOutcome.NotMapped)],
            report.Lines.Select(line => (line.Line, line.Outcome)));
        Assert.Equal(["Nightly import", "GET example.org/ping"], report.Plan.Added.Select(task => task.Title));
        Assert.All(report.Lines.Where(line => line.Outcome != CrontabOutcome.Mapped), line => Assert.NotEmpty(line.Remarks));
    }

    [Fact]
    public async Task A_second_import_creates_nothing_more()
    {
        const string Crontab = "0 2 * * * curl https://example.org/a\n0 3 * * * curl https://example.org/a\n";
        await ApplyAsync(Crontab);

        var again = await PlanAsync(Crontab);

        Assert.Empty(again.Plan.Added);
        Assert.Equal(2, again.Plan.Unchanged);
    }

    [Fact]
    public async Task A_task_that_has_the_title_already_is_left_alone()
    {
        await engine.Tasks.CreateAsync(new() { Title = "GET example.org/a", Type = "scripted", Schedule = new() { Kind = "cron", Cron = "0 9 * * *" } }, Cancel);

        var report = await PlanAsync("0 2 * * * curl https://example.org/a");

        Assert.Empty(report.Plan.Changed);
        Assert.Equal("GET example.org/a (crontab 1)", Assert.Single(report.Plan.Added).Title);
    }

    [Fact]
    public async Task What_the_rules_of_tasks_refuse_did_not_map()
    {
        var report = await PlanAsync("0 2 * * * curl https://kim:secret@example.org/a\n0 25 * * * curl https://example.org/b\nCRON_TZ=Mars/Base\n0 1 * * * curl https://example.org/c");

        Assert.Equal([CrontabOutcome.NotMapped, CrontabOutcome.NotMapped, CrontabOutcome.Setting, CrontabOutcome.NotMapped], report.Lines.Select(line => line.Outcome));
        Assert.Contains("password", report.Lines[0].Remarks[0]);
        Assert.Contains("hour", report.Lines[1].Remarks[0]);
        Assert.Contains("time zone", report.Lines[3].Remarks[0]);
    }

    [Fact]
    public async Task Settings_hold_for_the_lines_after_them()
    {
        await ApplyAsync("0 1 * * * curl https://example.org/a\nCRON_TZ=Europe/Berlin\nMAILTO=\"kim@example.org\"\n0 1 * * * curl https://example.org/b\n", new() { TimeZone = "Asia/Tokyo", Tags = ["cron"] });

        var tasks = (await engine.Tasks.ListAsync(new(new() { Tag = "cron" }, TaskSort.Title), Cancel)).Items;

        Assert.Equal([new CronSchedule("0 1 * * *", "Asia/Tokyo"), new CronSchedule("0 1 * * *", "Europe/Berlin")], tasks.Select(task => task.Task.Schedule));
        Assert.Equal([null, "kim@example.org"], tasks.Select(task => task.Task.UserEmail));
    }

    [Fact]
    public async Task A_system_crontab_names_a_user_before_the_command()
    {
        var report = await PlanAsync("17 * * * * root curl https://example.org/a\n-*/15 * * * * www-data curl https://example.org/b\n0 1 * * * root", new() { WithUser = true });

        Assert.Equal([CrontabOutcome.Mapped, CrontabOutcome.Mapped, CrontabOutcome.NotMapped], report.Lines.Select(line => line.Outcome));
    }

    [Fact]
    public async Task A_request_is_read_from_the_command()
    {
        await ApplyAsync("""0 1 * * * curl -sX PUT -m 2.5 -H 'X-Key: a b' --data '{"x":"100\%"}' -u kim:pass "https://example.org/a?b=1&c=2" """);

        var task = Assert.Single((await engine.Tasks.ListAsync(new(new()), Cancel)).Items).Task;

        Assert.Equal(TimeSpan.FromSeconds(3), task.TimeLimit);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"method":"PUT","url":"https://example.org/a?b=1&c=2","headers":{"X-Key":"a b","Content-Type":"application/x-www-form-urlencoded","Authorization":"Basic a2ltOnBhc3M="},"body":"{\"x\":\"100%\"}"}
            """), JsonNode.Parse(task.Payload)), task.Payload);
    }

    [Theory]
    [InlineData("curl https://example.org/a | mail kim", "more than one command")]
    [InlineData("curl https://example.org/a?b=1&c=2", "more than one command")]
    [InlineData("curl https://example.org/$(date)", "variables")]
    [InlineData("curl \"https://example.org/$KEY\"", "variables")]
    [InlineData("curl https://example.org/a%20b", "not escaped")]
    [InlineData("curl -T file https://example.org/a", "-T")]
    [InlineData("curl -d @file https://example.org/a", "sends the file")]
    [InlineData("curl -o /tmp/a https://example.org/a", "saves the answer")]
    [InlineData("curl -O https://example.org/a", "saves the answer")]
    [InlineData("curl https://example.org/[1-3]", "brackets")]
    [InlineData("curl https://example.org/a https://example.org/b", "2 URLs")]
    [InlineData("curl -s", "no URL")]
    [InlineData("curl -X", "lacks its value")]
    [InlineData("wget -r https://example.org/", "-r")]
    [InlineData("wget -O /srv/file https://example.org/", "saves the answer")]
    [InlineData("curl 'https://example.org/a", "not closed")]
    [InlineData("php /var/www/cron.php", "It runs cron.php|It runs php")]
    public async Task A_command_that_says_more_than_a_request_is_not_mapped(string command, string reason)
    {
        var line = Assert.Single((await PlanAsync("0 1 * * * " + command)).Lines);

        Assert.Equal(CrontabOutcome.NotMapped, line.Outcome);
        Assert.Contains(reason.Split('|'), part => line.Remarks[0].Contains(part, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wget -qO- https://example.org/a >> /var/log/a.log 2>&1", "GET")]
    [InlineData("wget --spider -q example.org/a", "HEAD")]
    [InlineData("/usr/bin/wget -q -O /dev/null --tries=3 --post-data 'a=1' https://example.org/a", "POST")]
    [InlineData("curl --fail --silent --retry 3 -k https://example.org/a", "GET")]
    [InlineData("curl --json '{}' https://example.org/a", "POST")]
    [InlineData("curl -I -- https://example.org/a", "HEAD")]
    public async Task A_request_in_other_words_is_one_too(string command, string method)
    {
        var added = Assert.Single((await PlanAsync("0 1 * * * " + command)).Plan.Added);

        Assert.Equal($"{method} example.org/a", added.Title);
    }

    private Task<CrontabReport> PlanAsync(string text, CrontabOptions? options = null) => engine.Get<CrontabImport>().PlanAsync(text, options ?? new(), Cancel);

    private async Task ApplyAsync(string text, CrontabOptions? options = null) =>
        Assert.Empty((await engine.Get<CrontabImport>().ApplyAsync(text, options ?? new(), Cancel)).Faults);
}
