using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Feeds;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A webhook through a proxy whose password is nobody's business.</summary>
public sealed class WebhookProxyTests
{
    private const string Password = "prxPassw0rd";
    private const string Key = "Qk7SecretKey";
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")]
    [InlineData("HTTP/1.1 502 who is " + Password + "\r\n\r\n")]
    [InlineData("")]
    public async Task The_password_of_a_proxy_is_not_shown_when_the_proxy_refuses(string answer)
    {
        using var folder = new ScratchFolder();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var serving = ListSecretsTests.ServeAsync(proxy, answer);
        var settings = folder.Write("ipblock.json", $$"""{ "notify": { "webhook": { "url": "https://me:{{Key}}@hooks.test/{{Key}}" } } }""");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HTTPS_PROXY"] = $"http://user:{Password}@{proxy.LocalEndpoint}", ["NO_PROXY"] = "" };
        foreach (var more in new[] { Array.Empty<string>(), ["--json"] })
        {
            var (code, output) = await RealProcess.RunAsync("dotnet", [Program, "notify", "test", .. more, "--settings", settings], environment: environment);
            Assert.Equal(1, code);
            Assert.Contains("cannot be reached", output, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Key, output, StringComparison.OrdinalIgnoreCase);
        }

        proxy.Stop();
        await serving;
    }
}
