using System.Net;
using Microsoft.Extensions.Options;
using TaskScheduler.Core.Outgoing;

namespace TaskScheduler.Tests.Outgoing;

public sealed class GuardTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.255.1.1"), InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.100.100.200"), InlineData("100.127.255.255")]
    [InlineData("127.0.0.1"), InlineData("127.255.255.254"), InlineData("169.254.169.254"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.192"), InlineData("192.0.2.1")]
    [InlineData("192.88.99.1"), InlineData("192.168.0.1"), InlineData("198.18.0.1"), InlineData("198.19.255.255"), InlineData("198.51.100.1"), InlineData("203.0.113.1"), InlineData("168.63.129.16")]
    [InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::127.0.0.1"), InlineData("::8.8.8.8"), InlineData("::ffff:127.0.0.1"), InlineData("::ffff:0:127.0.0.1"), InlineData("::ffff:a9fe:a9fe")]
    [InlineData("64:ff9b::7f00:1"), InlineData("64:ff9b::10.0.0.1"), InlineData("64:ff9b:1::8.8.8.8"), InlineData("100::1"), InlineData("2001::1"), InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2"), InlineData("2001:10::1")]
    [InlineData("2001:db8::1"), InlineData("2002:7f00:1::"), InlineData("2002:808:808::1"), InlineData("3fff::1"), InlineData("4000::1"), InlineData("5f00::1"), InlineData("fc00::1"), InlineData("fd00:ec2::254")]
    [InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("febf::1"), InlineData("fec0::1"), InlineData("ff02::1")]
    public void An_address_that_is_not_public_is_refused_and_the_refusal_names_it_and_the_setting(string address)
    {
        var refusal = Assert.Throws<OutgoingRefusedException>(() => Guard("").Reachable("there.example", [IPAddress.Parse(address)])).Message;

        Assert.StartsWith("The task may not call there.example, which is ", refusal, StringComparison.Ordinal);
        Assert.Contains("TaskScheduler:Http:AllowedNetworks", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8"), InlineData("9.255.255.255"), InlineData("11.0.0.1"), InlineData("100.63.255.255"), InlineData("100.128.0.1"), InlineData("126.255.255.255"), InlineData("128.0.0.1"), InlineData("172.15.255.255")]
    [InlineData("172.32.0.1"), InlineData("192.0.1.1"), InlineData("192.167.255.255"), InlineData("198.17.255.255"), InlineData("198.20.0.1"), InlineData("223.255.255.255"), InlineData("2606:4700::1111"), InlineData("2001:4860:4860::8888"), InlineData("64:ff9b::808:808")]
    public void A_public_address_is_reached(string address) =>
        Assert.Equal([IPAddress.Parse(address)], Guard("").Reachable("there.example", [IPAddress.Parse(address)]));

    [Fact]
    public void IPv4_written_as_IPv6_is_connected_to_as_IPv4() =>
        Assert.Equal([IPAddress.Parse("8.8.8.8")], Guard("").Reachable("there.example", [IPAddress.Parse("::ffff:8.8.8.8")]));

    [Fact]
    public void Of_a_host_with_several_addresses_only_those_that_may_be_reached_are_used() =>
        Assert.Equal([IPAddress.Parse("8.8.8.8")], Guard("").Reachable("there.example", [IPAddress.Loopback, IPAddress.Parse("8.8.8.8"), IPAddress.IPv6Loopback]));

    [Theory]
    [InlineData("127.0.0.0/8", "127.0.0.2")]
    [InlineData("127.0.0.0/8", "::ffff:127.0.0.2")]
    [InlineData("10.0.0.5 , ::1", "::1")]
    [InlineData("fe80::/10", "fe80::1%1")]
    [InlineData("0.0.0.0/0", "169.254.169.254")]
    public void What_the_setting_lists_is_reached(string allowed, string address) =>
        Assert.Single(Guard(allowed).Reachable("there.example", [IPAddress.Parse(address)]));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("127.0.0.0/8", "::1")]
    [InlineData("127.0.0.0/8", "64:ff9b::7f00:1")]
    [InlineData("10.0.0.0/8", "192.168.0.1")]
    public void What_the_setting_does_not_list_stays_refused(string allowed, string address) =>
        Assert.Throws<OutgoingRefusedException>(() => Guard(allowed).Reachable("there.example", [IPAddress.Parse(address)]));

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.0/8, ::1")]
    [InlineData("10.0.0.5,fd12::/32,0.0.0.0/0")]
    public void A_list_of_addresses_and_networks_is_accepted(string allowed) => Assert.True(Check(allowed).Succeeded);

    [Theory]
    [InlineData("localhost", "holds 'localhost': this is no address and no network; write an address or a network, as 10.0.0.5 or 10.0.0.0/24.")]
    [InlineData("10", "holds '10': this is no address and no network; write an address or a network, as 10.0.0.5 or 10.0.0.0/24.")]
    [InlineData("10/8", "holds '10/8': this is no address and no network; write an address or a network, as 10.0.0.5 or 10.0.0.0/24.")]
    [InlineData("010.0.0.1", "holds '010.0.0.1': this is no address and no network; write an address or a network, as 10.0.0.5 or 10.0.0.0/24.")]
    [InlineData("fe80::1%1", "holds 'fe80::1%1': this is no address and no network; write an address or a network, as 10.0.0.5 or 10.0.0.0/24.")]
    [InlineData("10.0.0.0/33", "holds '10.0.0.0/33': the number after the slash has to be 0 to 32.")]
    [InlineData("10.0.0.0/", "holds '10.0.0.0/': the number after the slash has to be 0 to 32.")]
    [InlineData("10.0.0.5/8", "holds '10.0.0.5/8': this address lies within a network; write 10.0.0.0/8 for all of it, or 10.0.0.5 for it alone.")]
    [InlineData("::ffff:10.0.0.0/104", "holds '::ffff:10.0.0.0/104': write the IPv4 address by itself; it counts for its IPv6 forms too.")]
    public void A_wrong_entry_is_named_with_what_to_write(string allowed, string fault) =>
        Assert.Equal([$"TaskScheduler:Http:AllowedNetworks {fault}"], Check($"127.0.0.1, {allowed}").Failures);

    private static OutgoingGuard Guard(string allowed) => new(Options.Create(new OutgoingOptions { AllowedNetworks = allowed }));

    private static ValidateOptionsResult Check(string allowed) => new OutgoingOptionsCheck().Validate(null, new() { AllowedNetworks = allowed });
}
