using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using IpBlock.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

public sealed class SystemNameServersTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("nameserver 192.0.2.53\n", "192.0.2.53:53")]
    [InlineData("nameserver 192.0.2.53\r\nnameserver 192.0.2.54\r\n", "192.0.2.53:53 192.0.2.54:53")]
    [InlineData("# made by NetworkManager\nsearch example.com\n\nnameserver\t192.0.2.53  \n  nameserver   2001:db8::53\n", "192.0.2.53:53 [2001:db8::53]:53")]
    [InlineData("nameserver 192.0.2.54\nnameserver 192.0.2.53\nnameserver 192.0.2.54\n", "192.0.2.54:53 192.0.2.53:53")]
    [InlineData("nameserver 192.0.2.53 # the good one\n", "192.0.2.53:53")]
    [InlineData("#nameserver 192.0.2.1\n; nameserver 192.0.2.2\nnameservers 192.0.2.3\nNAMESERVER 192.0.2.4\nnameserver\nnameserver ns.example.com\nnameserver 192.0.2.53\n", "192.0.2.53:53")]
    [InlineData("nameserver fec0:0:0:ffff::1\nnameserver 192.0.2.53\n", "192.0.2.53:53")]
    [InlineData("options edns0 trust-ad\nnameserver 127.0.0.53\nsearch .\n", "127.0.0.53:53")]
    [InlineData("", "127.0.0.1:53")]
    [InlineData("search example.com\n", "127.0.0.1:53")]
    public void The_servers_of_resolv_conf_are_found_in_their_order(string text, string servers)
    {
        File.WriteAllText(_file, text);
        Assert.Equal(servers, string.Join(' ', SystemNameServers.Find(_file)));
    }

    [Fact]
    public void A_link_local_server_keeps_its_interface()
    {
        File.WriteAllText(_file, "nameserver fe80::1%1\n");
        var server = Assert.Single(SystemNameServers.Find(_file));
        Assert.Equal(1, server.Address.ScopeId);
    }

    // Where there is no such file the adapters are asked; .NET on Linux has them name what /etc/resolv.conf says, each adapter the same.
    [Fact]
    public void Without_the_file_the_adapters_that_are_up_name_the_servers()
    {
        var connected = NetworkInterface.GetAllNetworkInterfaces()
            .Any(adapter => adapter.OperationalStatus == OperationalStatus.Up && adapter.NetworkInterfaceType != NetworkInterfaceType.Loopback);
        IPEndPoint[] expected = connected ? [.. SystemNameServers.Find()] : [new IPEndPoint(IPAddress.Loopback, 53)];
        Assert.Equal(expected, SystemNameServers.Find(_file + ".missing"));
    }
}
