using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TaskScheduler.Core.Notifications.Outbox;
using TaskScheduler.Core.Runs;
using TaskScheduler.Tests.Support.Mail;

namespace TaskScheduler.Tests.Notifications.Outbox;

/// <summary>The outbox with a mail server that others wrote.</summary>
public sealed class MailServerOutboxTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_mails_leave_over_few_connections_while_what_is_due_runs()
    {
        await using var server = await MailServer.StartAsync();
        await using var driver = await OutboxDriver.StartOnAsync(server.Port);
        await driver.PutAsync([.. Enumerable.Range(0, 1_000).Select(number => OutboxDriver.Mail($"{number:0000}"))]);
        var first = await server.MailAsync();

        for (var task = 0; task < 20; task++)
            await driver.Engine.CreateAsync(new() { Kind = "immediate" });
        var ended = await driver.Engine.EndedAsync(20);
        var waiting = (await driver.RowsAsync()).Count(row => row.State == MessageState.Waiting);

        List<ReceivedMail> received = [first];
        while (received.Count < 1_000)
            received.Add(await server.MailAsync());
        await driver.UntilAllAsync(MessageState.Sent);
        Assert.All(ended, run => Assert.Equal(RunState.Succeeded, run.State));
        Assert.NotEqual(0, waiting);
        Assert.Equal(1_000, received.Select(mail => mail.MessageId).Distinct().Count());
        Assert.InRange(received.Max(mail => mail.Connection), 1, 3);
        Assert.Equal(Enumerable.Range(0, 1_000).Select(number => $"About {number:0000}"), received.Select(mail => mail.Subject));
    }

    [Fact]
    public async Task Mail_goes_over_starttls_to_a_server_whose_certificate_is_trusted_and_with_a_log_in()
    {
        await using var server = await MailServer.StartEncryptedAsync("scheduler", "s3cret");
        // Whom to trust is read once in a process: the program is one of its own.
        await using var program = ProgramProcess.StartIn(
            ("SSL_CERT_FILE", server.CertificateFile),
            [.. Administrator.Arguments, "--urls", "http://127.0.0.1:0", "--TaskScheduler:Mail:Host=localhost", $"--TaskScheduler:Mail:Port={server.Port}", "--TaskScheduler:Mail:Security=StartTls", "--TaskScheduler:Mail:User=scheduler", "--TaskScheduler:Mail:Password=s3cret", "--TaskScheduler:Mail:From=scheduler@example.org"]);
        var line = await program.LineAsync("listens on", Cancel);
        using var client = new HttpClient { BaseAddress = new(line!.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal))) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Administrator.Token);

        using var answer = await client.PostAsJsonAsync(new Uri("/api/messages/test", UriKind.Relative), new { to = "jane@example.com" }, Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var mail = await server.MailAsync();
        Assert.Equal((true, "scheduler", "A test of TaskScheduler"), (mail.Encrypted, mail.User, mail.Subject));
        Assert.Equal(["jane@example.com"], mail.Recipients);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], mail.Structure);
    }
}
