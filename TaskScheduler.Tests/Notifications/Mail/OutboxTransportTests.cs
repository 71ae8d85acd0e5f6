using Microsoft.Extensions.Options;
using TaskScheduler.Core.Notifications.Mail;
using TaskScheduler.Tests.Support;

namespace TaskScheduler.Tests.Notifications.Mail;

public sealed class OutboxTransportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Outbox => Path.Combine(folder.Location, "data", "outbox");

    [Fact]
    public async Task A_mail_becomes_one_file_in_a_folder_that_is_made_for_it()
    {
        var error = await SendAsync(new("jane@example.com", "Report", "All is well."));

        Assert.Null(error);
        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFileSystemEntries(Outbox)), TestContext.Current.CancellationToken);
        Assert.Contains("To: jane@example.com\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Subject: Report\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\nAll is well.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_beyond_ascii_can_be_read_in_the_file()
    {
        await SendAsync(new("jane@example.com", "Report", "Grüße\nJürgen"));

        var text = await File.ReadAllTextAsync(Directory.GetFiles(Outbox).Single(), TestContext.Current.CancellationToken);
        Assert.Contains("\r\n\r\nGrüße\r\nJürgen", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_mails_at_once_become_a_hundred_files()
    {
        var errors = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => SendAsync(new("jane@example.com", $"Mail {number}", "Text"))));

        Assert.All(errors, Assert.Null);
        Assert.Equal(100, Directory.GetFileSystemEntries(Outbox, "*.eml").Length);
        Assert.Equal(100, Directory.GetFileSystemEntries(Outbox).Length);
    }

    [Theory]
    [InlineData("jürgen@example.com")]
    [InlineData("jane@exämple.com")]
    public async Task An_address_beyond_ascii_is_written_too(string address) =>
        Assert.Null(await SendAsync(new(address, "Grüße", "Jürgen")));

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_with_its_path()
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Location, "data"), "a file is in the way", TestContext.Current.CancellationToken);

        var error = await SendAsync(new("jane@example.com", "Report", "Text"));

        Assert.StartsWith($"The mail can't be written to the outbox folder {Outbox}: ", error, StringComparison.Ordinal);
    }

    private async Task<string?> SendAsync(OutgoingMail mail) =>
        (await new OutboxTransport(new(Outbox), Options.Create(new MailOptions()), TimeProvider.System).SendAsync(mail, TestContext.Current.CancellationToken))?.Words;
}
