using System;
using System.Net;
using IpBlock.Manager.Hosting;
using Xunit;

namespace IpBlock.Manager.Tests.Hosting;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://0.0.0.0:8480", "mail.example.com", "https://mail.example.com:8480/")]
    [InlineData("https://[::]:8480", "mail.example.com", "https://mail.example.com:8480/")]
    [InlineData("https://[::]", "2001:db8::9", "https://[2001:db8::9]/")]
    [InlineData("https://0.0.0.0:8480", null, "https://0.0.0.0:8480/")]
    [InlineData("http://localhost:8480", "mail.example.com", "http://localhost:8480/")]
    public void Who_listens_everywhere_is_known_by_the_first_name(string url, string? host, string expected) =>
        Assert.Equal(expected, ManagerHost.PublicAddress(Options(url) with { Hosts = host is null ? [] : [host, "other.example.com"] }).AbsoluteUri);

    [Fact]
    public void Behind_a_proxy_the_name_has_no_port() =>
        Assert.Equal(
            "https://mail.example.com/ipblock",
            ManagerHost.PublicAddress(Options("http://0.0.0.0:8480") with { Hosts = ["mail.example.com"], Proxies = [IPAddress.Loopback], BasePath = "/ipblock" }).AbsoluteUri);

    private static ManagerOptions Options(string url) => new() { SettingsPath = "", DataFolder = "", Url = new Uri(url) };
}
