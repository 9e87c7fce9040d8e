using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Testing.Certificates;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Feeds;

/// <summary>The program as a shell with a proxy runs it: the name of the server is known to the proxy alone.</summary>
public sealed class ProxyTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    [Fact]
    public async Task The_proxy_of_the_environment_is_used_and_the_certificate_is_still_checked()
    {
        using var authority = new Authority();
        using var folder = new ScratchFolder();
        await using var server = await FeedServer.StartAsync(authority.Good());
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var asked = ServeAsync(proxy, server.Port);
        authority.WriteTo(Path.Combine(folder.Path, "ca.pem"));
        var settings = folder.Write("ipblock.json", """{ "feeds": { "caFile": "ca.pem" }, "lists": [ { "name": "drop", "url": "https://feeds.test/list.txt" } ] }""");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = $"http://{proxy.LocalEndpoint}", ["NO_PROXY"] = "" };
        var (code, output) = await RealProcess.RunAsync("dotnet", [Program, "lists", "update", "--settings", settings], environment: environment);
        Assert.True(code == 0, output);
        Assert.StartsWith("CONNECT feeds.test:443 HTTP/1.1", await asked, StringComparison.Ordinal);
        Assert.Equal("203.0.113.1\n", await File.ReadAllTextAsync(Path.Combine(folder.Path, "lists", "drop.list")));
    }

    // RFC 9110 §9.3.6: after a 200 to CONNECT the proxy only passes bytes on.
    private static async Task<string> ServeAsync(TcpListener proxy, int port)
    {
        using var client = await proxy.AcceptTcpClientAsync();
        var near = client.GetStream();
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await near.ReadAsync(one) == 1)
            head.Append((char)one[0]);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port);
        await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        var far = server.GetStream();
        await Task.WhenAny(near.CopyToAsync(far), far.CopyToAsync(near));
        return head.ToString();
    }
}
