using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Fuzzing;
using IpBlock.Fuzzing.Milter;
using IpBlock.Fuzzing.Policy;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>The program itself with more connections at a door than it may have files open.</summary>
public sealed class FloodTests
{
    private const int OpenFiles = 1024;

    [Theory]
    [InlineData("policy")]
    [InlineData("socket")]
    [InlineData("milter")]
    [InlineData("metrics")]
    [InlineData("all")]
    public async Task More_connections_than_open_files_end_nothing_and_cost_no_answer(string door)
    {
        await using var lists = ScriptedDnsServer.Start();
        lists.Zone("one.test").Lists("203.0.113.9", "127.0.0.2");
        await using var service = await ServeProcess.StartAsync(Settings(lists, "192.0.2.7"), OpenFiles, maxConnections: 100_000);
        EndPoint[] doors = [service.Policy, service.PolicySocket, service.Milter, service.Metrics];
        var chosen = Array.IndexOf(["policy", "socket", "milter", "metrics"], door);
        var crowd = new List<Socket>();
        using var good = new GoodPolicyClient(service.Policy);
        try
        {
            await AskBothAsync(good);
            for (var i = 0; i < 3 * OpenFiles; i++)
            {
                crowd.Add(await Fuzzing.Wire.ConnectAsync(doors[chosen < 0 ? i % doors.Length : chosen]));
                if (i % 100 == 0)
                    await AskBothAsync(good);
            }

            Assert.Equal(0, good.Reopened);
            Assert.InRange(service.OpenFiles, 0, OpenFiles - 100);
            await AllElseGoesOnAsync(service, lists, good);
        }
        finally
        {
            crowd.ForEach(static socket => socket.Dispose());
        }
    }

    // Name servers, the settings, the log, the milter, the metrics: all of it takes files or sockets.
    private static async Task AllElseGoesOnAsync(ServeProcess service, ScriptedDnsServer lists, GoodPolicyClient good)
    {
        Assert.StartsWith("550 ", await good.AskAsync("203.0.113.9"), StringComparison.Ordinal);
        Assert.StartsWith("c y550 ", await GoodMilterClient.AskAsync(service.Milter, "192.0.2.7"), StringComparison.Ordinal);
        using (var http = new HttpClient())
            Assert.StartsWith("ok", await http.GetStringAsync(new Uri($"http://{service.Metrics}/health")), StringComparison.Ordinal);
        service.Change(Settings(lists, "192.0.2.8"));
        for (var tries = 0; !(await good.AskAsync("192.0.2.8")).StartsWith("550 ", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }

        for (var tries = 0; !Log(service).Contains("203.0.113.9", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 300, service.Output);
            await Task.Delay(100);
        }

        Assert.False(service.HasExited, service.Output);
        Assert.DoesNotContain(" 417 ", service.Output, StringComparison.Ordinal);
    }

    private static string Log(ServeProcess service) => string.Concat(Directory.GetFiles(Path.Combine(service.Folder, "log"), "*.log").Select(static file => File.ReadAllText(file)));

    private static async Task AskBothAsync(GoodPolicyClient client)
    {
        Assert.StartsWith("550 ", await client.AskAsync("192.0.2.7"), StringComparison.Ordinal);
        Assert.Equal("DUNNO", await client.AskAsync("198.51.100.1"));
    }

    private static string Settings(ScriptedDnsServer lists, string blocked) => $$"""
        "blockList": [ "{{blocked}}" ], "dns": { "servers": [ "{{lists.EndPoint}}" ] }, "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ],
        """;
}
