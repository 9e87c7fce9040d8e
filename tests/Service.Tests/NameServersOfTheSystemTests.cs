using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The service on a machine whose /etc/resolv.conf changes while it runs: a mount and a network of its own, with a real dnsmasq in it. Needs root.</summary>
public sealed class NameServersOfTheSystemTests : IDisposable
{
    private const string Start = """
        ip link set lo up
        mount --bind "$1" /etc/resolv.conf
        for address in 127.0.0.7 127.0.0.8; do
            dnsmasq --keep-in-foreground --no-resolv --no-hosts --conf-file=/dev/null --pid-file= --user=root --bind-interfaces --listen-address=$address --port=53 \
                --local=/bl.test/ --address=/2.0.0.127.bl.test/127.0.0.2 --address=/${address#127.0.0.}.113.0.203.bl.test/127.0.0.2 &
        done
        exec dotnet "$2" serve
        """;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("search example.com\nnameserver 127.0.0.9\n")]
    public async Task Started_without_one_that_answers_it_asks_those_that_come_and_filters_without_them_until_then(string atFirst)
    {
        var socket = Path.Combine(_folder.Path, "policy.sock");
        var names = _folder.Write("resolv.conf", atFirst);
        var settings = _folder.Write("ipblock.json", $$"""
            { "blockList": [ "192.0.2.7" ], "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "anyMatch": true } ],
              "service": { "policyListen": [ "unix:{{socket}}" ], "milterListen": [], "metricsListen": [] } }
            """);
        await using var service = await RealProcess.StartAsync(
            "unshare", ["-mn", "sh", "-ec", Start, "sh", names, Program], _ => Probe.AcceptsAsync(socket),
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["IPBLOCK_SETTINGS"] = settings });
        using var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
        await UntilAsync(client, service, "203.0.113.7", "DUNNO");

        File.WriteAllText(names, "nameserver 127.0.0.7\n");
        await UntilAsync(client, service, "203.0.113.7", "550 ");
        await Waiting.UntilAsync(() => service.Output.Contains(" 333 ", StringComparison.Ordinal), () => service.Output);

        // Asked before the change is seen, the old one would say no, and that would rightly be remembered.
        File.WriteAllText(names, "nameserver 127.0.0.8\n");
        for (var tries = 0; !service.Output.Contains("are now 127.0.0.8.", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }

        await UntilAsync(client, service, "203.0.113.8", "550 ");
    }

    // The same client each time: a failure that is remembered would keep it out.
    private static async Task UntilAsync(PolicyClient client, RealProcess service, string address, string answer)
    {
        for (var tries = 0; ; tries++)
        {
            if ((await client.AskAsync(PolicyClient.Request(address, instance: "i" + Guid.NewGuid().ToString("N")))) is { } said && said.StartsWith(answer, StringComparison.Ordinal))
                return;
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }
    }
}
