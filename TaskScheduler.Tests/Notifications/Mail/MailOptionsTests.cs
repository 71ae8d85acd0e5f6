using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskScheduler.Core;
using TaskScheduler.Core.Notifications.Mail;

namespace TaskScheduler.Tests.Notifications.Mail;

public class MailOptionsTests
{
    [Fact]
    public void Without_settings_mail_goes_to_the_outbox_below_the_data_folder()
    {
        using var services = Services(("TaskScheduler:DataDirectory", "/var/lib/scheduler"));

        var mail = services.GetRequiredService<IMailTransport>();

        Assert.False(mail.Delivers);
        Assert.Equal("the outbox folder /var/lib/scheduler/outbox", mail.Destination);
    }

    [Theory]
    [InlineData(null, "None", 25)]
    [InlineData(null, "StartTls", 587)]
    [InlineData("2525", "starttls", 2525)]
    public void With_a_host_mail_goes_to_its_server(string? port, string security, int used)
    {
        using var services = Services(("TaskScheduler:Mail:Host", "mail.example.com"), ("TaskScheduler:Mail:Port", port), ("TaskScheduler:Mail:Security", security));

        var mail = services.GetRequiredService<IMailTransport>();

        Assert.True(mail.Delivers);
        Assert.Equal($"the mail server mail.example.com:{used}", mail.Destination);
    }

    [Fact]
    public void All_faults_are_said_at_start_by_their_keys()
    {
        using var services = Services(
            ("TaskScheduler:Mail:Host", "mail.example.com:25"),
            ("TaskScheduler:Mail:Port", "70000"),
            ("TaskScheduler:Mail:Security", "SSL"),
            ("TaskScheduler:Mail:From", "Scheduler <a@example.org>"),
            ("TaskScheduler:Mail:User", "scheduler"));

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            ["Host", "Port", "Security", "From", "Password"],
            fault.Failures.Select(failure => failure.Split(' ')[0]["TaskScheduler:Mail:".Length..]));
        Assert.Contains("TaskScheduler:Mail:Port is '70000'; it has to be 1 to 65535.", fault.Failures);
    }

    [Fact]
    public void A_fault_never_shows_the_password()
    {
        using var services = Services(("TaskScheduler:Mail:Host", "mail.example.com"), ("TaskScheduler:Mail:Password", "s3cret"));

        var fault = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal("TaskScheduler:Mail:User is missing, though TaskScheduler:Mail:Password is set.", Assert.Single(fault.Failures));
    }

    private static ServiceProvider Services(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build();
        return new ServiceCollection().AddTaskSchedulerCore(configuration).BuildServiceProvider();
    }
}
