using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace TaskScheduler.Tests.Support.Mail;

/// <summary>A mail server as others use it, as a process of its own; needs Debian's package python3-aiosmtpd.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web);

    private readonly TemporaryFolder folder = new();
    private Process process = default!;
    private Task<string> errors = default!;

    private MailServer()
    {
    }

    private sealed record Opened(int Port);

    public int Port { get; private set; }

    /// <summary>By which it is trusted; empty when it does not encrypt.</summary>
    public string CertificateFile { get; private set; } = "";

    public static Task<MailServer> StartAsync(string user = "", string password = "") => StartAsync(false, user, password);

    /// <summary>Takes nothing before STARTTLS, with a certificate that nobody trusts.</summary>
    public static Task<MailServer> StartUntrustedAsync() => StartAsync(true, "", "");

    /// <summary>Takes nothing before STARTTLS, and then only from this user. Its certificate, for <c>localhost</c>, is trusted by those who are told to.</summary>
    public static Task<MailServer> StartEncryptedAsync(string user, string password) => StartAsync(true, user, password);

    /// <summary>The next mail that it takes.</summary>
    public Task<ReceivedMail> MailAsync() => LineAsync<ReceivedMail>();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private static async Task<MailServer> StartAsync(bool encrypted, string user, string password)
    {
        var server = new MailServer();
        var (certificate, key) = encrypted ? server.Certificate() : ("", "");
        server.CertificateFile = certificate;
        // Debian's own Python: the package is for that one.
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "TaskScheduler.Tests", "Support", "Mail", "mail_server.py"), certificate, key, user, password])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        server.process = Process.Start(start)!;
        server.errors = server.process.StandardError.ReadToEndAsync();
        server.Port = (await server.LineAsync<Opened>()).Port;
        return server;
    }

    private async Task<T> LineAsync<T>()
    {
        // A line that never comes is a failed test and not one that hangs.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        Assert.True(line is not null, $"The mail server did not start. It needs the package python3-aiosmtpd, which ./check.sh installs. {(line is null ? await errors : "")}");
        return JsonSerializer.Deserialize<T>(line!, json)!;
    }

    private (string Certificate, string Key) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var (certificateFile, keyFile) = (Path.Combine(folder.Location, "certificate.pem"), Path.Combine(folder.Location, "key.pem"));
        File.WriteAllText(certificateFile, made.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}

/// <summary>A mail as its receiver reads it.</summary>
/// <param name="Headers">Their names, in small letters.</param>
/// <param name="Defects">What the receiver's parser found wrong with it.</param>
internal sealed record ReceivedMail(
    string Sender, IReadOnlyList<string> Recipients, string Subject, IReadOnlyList<string> Headers, string Text, IReadOnlyList<string> Defects, bool Encrypted, string? User)
{
    /// <summary>By which connection it came, counted from 1.</summary>
    public int Connection { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>Media types from the outside in, each before what is in it.</summary>
    public IReadOnlyList<string> Structure { get; init; } = [];

    public IReadOnlyList<ReceivedPart> Parts { get; init; } = [];
}

/// <summary>One part of a mail that holds no other.</summary>
internal sealed record ReceivedPart(string Type, string? Method, string? Charset, string? FileName, string Text);
