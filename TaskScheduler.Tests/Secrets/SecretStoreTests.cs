using System.Text.Json.Nodes;
using TaskScheduler.Core;
using TaskScheduler.Core.Access;
using TaskScheduler.Core.Audit;
using TaskScheduler.Core.Schedules;
using TaskScheduler.Core.Secrets;
using TaskScheduler.Core.Tasks;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Secrets;

public sealed class SecretStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_is_kept_replaced_and_deleted_and_the_trail_says_so_without_its_value()
    {
        await using var driver = await SchedulerDriver.StartAsync();

        Assert.True((await driver.Secrets.PutAsync("KEY", "first value")).Value);
        Assert.False((await driver.Secrets.PutAsync("KEY", "second value")).Value);
        Assert.Equal("second value", (await driver.Get<SecretVault>().RevealAsync(["KEY"], Cancel)).Value!["KEY"]);
        Assert.True((await driver.Secrets.DeleteAsync("KEY", force: false)).Succeeded);

        var trail = (await driver.Get<AuditStore>().ListAsync(new() { Search = "KEY" }, null, 10, Cancel)).Value!.Items;
        Assert.Equal(["secret.deleted", "secret.changed", "secret.created"], trail.Select(entry => entry.Action));
        Assert.All(trail, entry => Assert.Null(entry.Detail));
    }

    [Theory]
    [InlineData("1KEY", "long enough", "name")]
    [InlineData("K EY", "long enough", "name")]
    [InlineData("KEY\n", "long enough", "name")]
    [InlineData("", "long enough", "name")]
    [InlineData("KEY", "", "value")]
    [InlineData("KEY", "abc", "value")]
    [InlineData("KEY", "  a  ", "value")]
    [InlineData("KEY", "nul\0nul", "value")]
    public async Task A_name_or_a_value_that_is_of_no_use_is_refused(string name, string value, string field)
    {
        await using var driver = await SchedulerDriver.StartAsync();

        Assert.Equal([field], (await driver.Secrets.PutAsync(name, value)).Faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(Role.Viewer, false, false)]
    [InlineData(Role.Operator, true, false)]
    [InlineData(Role.Administrator, true, true)]
    public async Task Operators_see_names_and_administrators_change_them(Role role, bool sees, bool changes)
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Secrets.PutAsync("KEY", "a value");

        driver.Caller.Becomes("kim@example.org", role);

        Assert.Equal(sees, (await driver.Secrets.ListAsync(Cancel)).Succeeded);
        Assert.Equal(sees, (await driver.Secrets.NamesAsync(Cancel)).Contains("KEY"));
        Assert.Equal(changes, (await driver.Secrets.PutAsync("KEY", "another")).Succeeded);
        Assert.Equal(changes, (await driver.Secrets.DeleteAsync("KEY", force: true)).Succeeded);
    }

    [Fact]
    public async Task A_secret_that_tasks_use_is_deleted_only_when_told_twice()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Secrets.PutAsync("KEY", "a value");
        Assert.True((await CreateAsync(driver, "{{ secret:KEY }}")).Succeeded);

        var refused = await driver.Secrets.DeleteAsync("KEY", force: false);

        Assert.Equal(Refusal.Conflict, refused.Refusal);
        Assert.Equal("1 task uses it: 'Call'. Take it out of them first; if it is deleted all the same (force), their runs fail.", refused.Faults[0].Message);
        Assert.Equal(1, Assert.Single((await driver.Secrets.ListAsync(Cancel)).Value!).Tasks);
        Assert.True((await driver.Secrets.DeleteAsync("KEY", force: true)).Succeeded);
        Assert.Equal(Refusal.NotFound, (await driver.Secrets.DeleteAsync("KEY", force: true)).Refusal);
    }

    [Theory]
    [InlineData("{{secret:OTHER}}", "There is no secret 'OTHER'. An administrator adds it on the page Secrets.")]
    [InlineData("{{nwo}}", "URL: '{{nwo}}' is no placeholder.")]
    public async Task A_task_with_a_placeholder_that_leads_nowhere_is_refused_at_its_field(string placeholder, string fault)
    {
        await using var driver = await SchedulerDriver.StartAsync();

        var refused = await CreateAsync(driver, placeholder);

        Assert.Equal("payload.url", Assert.Single(refused.Faults).Field);
        Assert.StartsWith(fault, refused.Faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_secret_is_gone_or_can_not_be_decrypted_fails_and_says_why()
    {
        await using var driver = await SchedulerDriver.StartAsync();
        await driver.Secrets.PutAsync("KEY", "a value");
        var task = (await CreateAsync(driver, "{{secret:KEY}}")).Value!.Task.Id;

        driver.Cipher.LoseKeys();
        await driver.Tasks.RunNowAsync(task, Cancel);
        Assert.Contains("can't be decrypted", (await driver.EndedAsync(1))[0].Error, StringComparison.Ordinal);

        await driver.Secrets.DeleteAsync("KEY", force: true);
        driver.Time.MoveTo(driver.Time.GetUtcNow().AddSeconds(1));
        await driver.Tasks.RunNowAsync(task, Cancel);
        Assert.Contains("There is no secret 'KEY'", (await driver.EndedAsync(2))[0].Error, StringComparison.Ordinal);
    }

    private static Task<Result<TaskView>> CreateAsync(SchedulerDriver driver, string placeholder) => driver.Tasks.CreateAsync(
        new()
        {
            Title = "Call",
            Type = "http",
            Payload = new JsonObject { ["url"] = $"https://example.org/{placeholder}" },
            Schedule = new ScheduleDraft { Kind = "once", At = "2099-01-01T00:00:00Z" },
        },
        Cancel);
}
