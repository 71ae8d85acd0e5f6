using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TaskScheduler.Core;
using TaskScheduler.Core.Outgoing;
using TaskScheduler.Core.TaskTypes;
using TaskScheduler.Core.TaskTypes.Http;

namespace TaskScheduler.Tests.Outgoing;

/// <summary>The ways in which a URL can say an address that must not be reached.</summary>
public sealed class RefusedUrlTests : IDisposable
{
    private readonly KnownHosts hosts = new KnownHosts()
        .With("localhost", "::1", "127.0.0.1").With("sub.localhost", "127.0.0.1").With("localhost.localdomain", "127.0.0.1").With("ip6-localhost", "::1")
        .With("metadata.google.internal", "169.254.169.254").With("metadata", "169.254.169.254").With("instance-data", "169.254.169.254")
        .With("127.0.0.1", "127.0.0.1").With("127.0.0.1.nip.example", "127.0.0.1").With("intranet.example", "10.1.2.3").With("mapped.example", "::ffff:10.1.2.3").With("several.example", "192.168.1.1", "fd00::1");

    private readonly ServiceProvider services;

    public RefusedUrlTests() => services = new ServiceCollection().AddSingleton<IHostAddresses>(hosts).AddHttpTaskType().BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Theory]
    // As people write it.
    [InlineData("http://127.0.0.1:{0}/"), InlineData("http://127.0.0.2:{0}/"), InlineData("https://127.0.0.1:{0}/"), InlineData("HTTP://127.0.0.1:{0}"), InlineData("http://127.0.0.1:{0}/?https://example.org"), InlineData("http://127.0.0.1:{0}#@example.org/")]
    // In other number systems, and with fewer parts.
    [InlineData("http://2130706433:{0}/"), InlineData("http://0x7f000001:{0}/"), InlineData("http://0x7F.0.0.1:{0}/"), InlineData("http://0177.0.0.1:{0}/"), InlineData("http://017700000001:{0}/"), InlineData("http://127.1:{0}/"), InlineData("http://127.0.1:{0}/")]
    [InlineData("http://0x7f.1:{0}/"), InlineData("http://0177.0x0.0.1:{0}/"), InlineData("http://0x7f.0x0.0x0.0x1:{0}/"), InlineData("http://00000177.00000000.00000000.00000001:{0}/"), InlineData("http://0:{0}/"), InlineData("http://0.0.0.0:{0}/")]
    // With letters that only look different: full width, circled, ideographic full stops, trailing dots.
    [InlineData("http://１２７.０.０.１:{0}/"), InlineData("http://①②⑦.⓪.⓪.①:{0}/"), InlineData("http://127。0。0。1:{0}/"), InlineData("http://127.0.0.1.:{0}/"), InlineData("http://ⓛocalhost:{0}/")]
    // IPv6, and IPv4 within it.
    [InlineData("http://[::1]:{0}/"), InlineData("http://[0:0:0:0:0:0:0:1]:{0}/"), InlineData("http://[0000::0001]:{0}/"), InlineData("http://[::]:{0}/"), InlineData("http://[::1%25lo]:{0}/"), InlineData("http://[::1%251]:{0}/"), InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::ffff:7f00:1]:{0}/"), InlineData("http://[0:0:0:0:0:ffff:127.0.0.1]:{0}/"), InlineData("http://[::127.0.0.1]:{0}/"), InlineData("http://[64:ff9b::127.0.0.1]:{0}/"), InlineData("http://[64:ff9b:1::7f00:1]:{0}/"), InlineData("http://[2002:7f00:1::]:{0}/")]
    [InlineData("http://[2001:0:7f00:1::]:{0}/"), InlineData("http://[::ffff:0:127.0.0.1]:{0}/"), InlineData("http://[fe80::1]:{0}/"), InlineData("http://[fe80::1%25eth0]:{0}/"), InlineData("http://[fc00::1]:{0}/"), InlineData("http://[fd00:ec2::254]/latest/"), InlineData("http://[ff02::1]:{0}/")]
    // Names.
    [InlineData("http://localhost:{0}/"), InlineData("http://LOCALHOST:{0}/"), InlineData("http://localhost.:{0}/"), InlineData("http://sub.localhost:{0}/"), InlineData("http://localhost.localdomain:{0}/"), InlineData("http://ip6-localhost:{0}/")]
    [InlineData("http://127.0.0.1.nip.example:{0}/"), InlineData("http://intranet.example:{0}/"), InlineData("http://mapped.example:{0}/"), InlineData("http://several.example:{0}/")]
    // Metadata services and private networks.
    [InlineData("http://169.254.169.254/latest/meta-data/"), InlineData("http://2852039166/latest/"), InlineData("http://0xa9fea9fe/"), InlineData("http://0251.0376.0251.0376/"), InlineData("http://169.254.43518/"), InlineData("http://[::ffff:a9fe:a9fe]/")]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/"), InlineData("http://METADATA.google.internal./"), InlineData("http://metadata/"), InlineData("http://instance-data/"), InlineData("http://100.100.100.200/"), InlineData("http://168.63.129.16/"), InlineData("http://192.0.0.192/")]
    [InlineData("http://10.0.0.1/"), InlineData("http://172.16.0.1/"), InlineData("http://192.168.1.1/"), InlineData("http://192.168.257/"), InlineData("http://100.64.0.1/"), InlineData("http://198.18.0.1/"), InlineData("http://224.0.0.1/"), InlineData("http://255.255.255.255/")]
    public async Task A_url_of_an_address_that_is_not_public_is_never_connected_to(string form)
    {
        var called = false;
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            called = true;
            return Task.CompletedTask;
        });

        var performance = await PerformAsync(form.Replace("{0}", $"{new Uri(server.Url).Port}", StringComparison.Ordinal));

        Assert.Matches("^The task may not call .+: this is (an?|the) .+ TaskScheduler:Http:AllowedNetworks.$", performance.Error);
        Assert.True(performance.IsFinal);
        Assert.False(called);
    }

    [Theory]
    [InlineData("http://example.org@127.0.0.1/"), InlineData("http://127.0.0.1:80@example.org/"), InlineData("http://user:pass@localhost/"), InlineData("http://example.org:80@[::1]/")]
    [InlineData("file:///etc/passwd"), InlineData("gopher://127.0.0.1/"), InlineData("ftp://127.0.0.1/"), InlineData("unix:///var/run/docker.sock"), InlineData("//127.0.0.1/"), InlineData("http:127.0.0.1"), InlineData("http:///127.0.0.1")]
    [InlineData("http://127.0.0.1 /"), InlineData("http://127.0.0.1\t/"), InlineData("http://exam\nple.org"), InlineData("http://"), InlineData("jar:http://127.0.0.1!/"), InlineData("http://[::1/"), InlineData("http://127%2E0%2E0%2E1/"), InlineData("http://%31%32%37.0.0.1/"), InlineData("http://loc%61lhost/"), InlineData("http://256.256.256.256:99999/")]
    public void A_url_that_hides_where_it_leads_is_refused_when_the_task_is_saved(string url)
    {
        var faults = new List<Fault>();

        PayloadRules.Check(HttpPayload.Description, new() { ["url"] = url }, faults);

        Assert.Equal(["payload.url"], faults.Select(fault => fault.Field));
    }

    private Task<Performance> PerformAsync(string url) => services.GetRequiredService<ITaskType>().PerformAsync(
        new(Guid.NewGuid(), Guid.NewGuid(), "Call", "", null, new JsonObject { ["url"] = url }.ToJsonString(), DateTimeOffset.UnixEpoch, 1), TestContext.Current.CancellationToken);
}
