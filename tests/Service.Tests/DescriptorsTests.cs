using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Testing.Dns;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Service.Tests;

/// <summary>The program when the kernel really gives it no descriptor any more (EMFILE): its limit is lowered below what it has open already, and raised again. Every answer is truncated, so that each lookup needs a socket of its own.</summary>
public sealed class DescriptorsTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "ipblock.dll");
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_descriptor_mail_passes_no_list_is_blamed_and_filtering_goes_on_as_soon_as_there_is_one()
    {
        await using var dns = ScriptedDnsServer.Start();
        var zone = dns.Zone("bl.test").Truncated().Lists("127.0.0.2", "127.0.0.2");
        for (var i = 0; i < 40; i++)
            zone.Lists(Client(i), "127.0.0.2");
        var socket = Path.Combine(_folder.Path, "policy.sock");
        var settings = _folder.Write("ipblock.json", $$"""
            { "dns": { "servers": [ "{{dns.EndPoint}}" ] }, "blockProviders": [ { "name": "bl", "lookupDomain": "bl.test", "anyMatch": true } ],
              "service": { "policyListen": [ "unix:{{socket}}" ], "milterListen": [], "metricsListen": [] } }
            """);
        await using var service = await RealProcess.StartAsync(
            "dotnet", [Program, "serve"], _ => Probe.AcceptsAsync(socket), environment: Environment(settings));
        using var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await UntilAsync(client, service, Client(0), "550 ");

        await CrowdAsync(socket);

        await LimitAsync(service, 1);
        for (var i = 1; i < 40; i++)
        {
            var answer = await AskAsync(client, Client(i));
            Assert.True(answer is "DUNNO", $"'{answer}' for the client {i}\n{service.Output}");
        }

        await LimitAsync(service, 1_000);

        for (var i = 1; i < 40; i++)
            await UntilAsync(client, service, Client(i), "550 ");
        for (var tries = 0; !service.Output.Contains("The lists and the name servers are not the cause", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }

        Assert.DoesNotMatch(new Regex(" 31[0-9] | 323 ", RegexOptions.None, TimeSpan.FromSeconds(10)), service.Output);
    }

    // .NET 10 aborts when it has no pipe for a new thread. So that it needs none: four threads of the pool from the first to the last, and none that compiles anew what is called often.
    private static Dictionary<string, string> Environment(string settings) => new(StringComparer.Ordinal)
    {
        ["IPBLOCK_SETTINGS"] = settings,
        ["DOTNET_TieredCompilation"] = "0",
        ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "4",
        ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "4",
    };

    private static string Client(int number) => "203.0.113." + number.ToString(CultureInfo.InvariantCulture);

    private static Task<string?> AskAsync(PolicyClient client, string address) => client.AskAsync(PolicyClient.Request(address, instance: "i" + Guid.NewGuid().ToString("N")));

    // Until all threads are there.
    private static Task CrowdAsync(string socket) => Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
    {
        using var client = await PolicyClient.ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await AskAsync(client, "198.51.100." + i.ToString(CultureInfo.InvariantCulture));
    }));

    private static async Task UntilAsync(PolicyClient client, RealProcess service, string address, string answer)
    {
        for (var tries = 0; (await AskAsync(client, address))?.StartsWith(answer, StringComparison.Ordinal) != true; tries++)
        {
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }
    }

    // Connections that are open already stay; every new one fails, and so does every file.
    private static async Task LimitAsync(RealProcess service, int descriptors)
    {
        var (code, output) = await RealProcess.RunAsync("prlimit", ["--pid", service.Id.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"--nofile={descriptors}:")]);
        Assert.True(code == 0, output);
    }
}
