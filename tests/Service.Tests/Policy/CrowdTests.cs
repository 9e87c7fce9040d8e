using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
using IpBlock.Service.Policy;
using IpBlock.Service.Tests.Hosting;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Policy;

/// <summary>Whatever others do on their connections, nobody else notices.</summary>
public sealed class CrowdTests
{
    private const string Settings = """{ "blockList": [ "192.0.2.7" ], "log": { "enabled": false }, "service": { {service} } }""";

    [Fact]
    public async Task Two_thousand_idle_connections_and_as_many_half_requests_as_disturb_anybody_disturb_nobody()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        var crowd = new List<PolicyClient>();
        try
        {
            for (var i = 0; i < 2000; i++)
                crowd.Add(await service.ConnectAsync());
            foreach (var slow in crowd.Take(200))
                await slow.SendAsync("request=smtpd_access_po");

            using var honest = await service.ConnectAsync();
            for (var i = 0; i < 100; i++)
                await AskBothAsync(honest);
            Assert.Equal("DUNNO", await crowd[^1].AskAsync(PolicyClient.Request("198.51.100.1")));
            await crowd[0].SendAsync("licy\nclient_address=192.0.2.7\n\n");
            Assert.StartsWith("550 ", await crowd[0].AnswerAsync(), StringComparison.Ordinal);
        }
        finally
        {
            crowd.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_request_of_a_hundred_megabytes_is_cut_off_early()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using var honest = await service.ConnectAsync();
        using var flood = await service.ConnectAsync();
        var before = Process.GetCurrentProcess().WorkingSet64;
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'a');
        "client_address="u8.CopyTo(chunk);

        var sent = 0;
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            for (; sent < 100; sent++)
            {
                await flood.SendAsync(chunk);
                await AskBothAsync(honest);
            }
        });

        Assert.InRange(sent, 0, 50);
        Assert.InRange(Process.GetCurrentProcess().WorkingSet64 - before, long.MinValue, 100L << 20);
        var notice = Assert.Single(service.Notices, notice => notice.Id == 413);
        Assert.Contains("8192 bytes", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_requests_at_once_are_answered_in_their_order()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using var client = await service.ConnectAsync();
        var sending = client.SendAsync(string.Concat(Enumerable.Range(0, 5000).Select(i => PolicyClient.Request(i % 7 == 3 ? "192.0.2.7" : "198.51.100.1", instance: "i" + i))));

        for (var i = 0; i < 5000; i++)
            Assert.StartsWith(i % 7 == 3 ? "550 " : "DUNNO", await client.AnswerAsync(), StringComparison.Ordinal);
        await sending;
    }

    [Fact]
    public async Task Who_never_reads_his_answers_holds_up_only_himself()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        using var deaf = await service.ConnectAsync();
        using var honest = await service.ConnectAsync();
        var flood = deaf.SendAsync(string.Concat(Enumerable.Repeat("request=x\n\n", 2_000_000)));

        for (var i = 0; i < 100; i++)
            await AskBothAsync(honest);
        Assert.False(flood.IsCompleted);
        deaf.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => flood);
    }

    [Fact]
    public async Task Who_stays_in_the_middle_of_a_request_is_disconnected_and_who_is_idle_is_not()
    {
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings, clock);
        using var idle = await service.ConnectAsync();
        using var slow = await service.ConnectAsync();
        Assert.Equal("DUNNO", await idle.AskAsync(PolicyClient.Request("198.51.100.1")));

        // The second request has only begun when the first has been answered.
        Assert.Equal("DUNNO", await slow.AskAsync(PolicyClient.Request("198.51.100.1") + "request=smtpd"));
        clock.Advance(DoorConnections.StallLimit * 0.9);
        await slow.SendAsync("_access_policy\n");
        await AskBothAsync(idle);
        clock.Advance(DoorConnections.StallLimit * 0.3);

        Assert.Null(await slow.AnswerAsync());
        await AskBothAsync(idle);
        clock.Advance(TimeSpan.FromMinutes(50));
        await AskBothAsync(idle);
        clock.Advance(PolicyDoor.IdleLimit + DoorConnections.StallLimit);
        Assert.Null(await idle.AnswerAsync());
    }

    [Fact]
    public async Task When_more_come_than_allowed_those_idle_longest_go_and_first_those_that_never_asked()
    {
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(Settings.Replace("{service}", "{service}, \"maxConnections\": 3", StringComparison.Ordinal), clock);
        using var old = await service.ConnectAsync();
        await AskBothAsync(old);
        clock.Advance(TimeSpan.FromSeconds(1));
        using var middle = await service.ConnectAsync();
        await AskBothAsync(middle);
        clock.Advance(TimeSpan.FromSeconds(1));
        using var silent = await service.ConnectAsync();
        await HeldAsync(service, 3);
        clock.Advance(TimeSpan.FromSeconds(1));

        using var fourth = await service.ConnectAsync();
        Assert.Null(await silent.AnswerAsync());
        await AskBothAsync(fourth);
        await AskBothAsync(middle);
        clock.Advance(TimeSpan.FromSeconds(1));
        using var fifth = await service.ConnectAsync();
        Assert.Null(await old.AnswerAsync());
        await AskBothAsync(fifth);
        await AskBothAsync(middle);
        await AskBothAsync(fourth);
        Assert.Single(service.Notices, notice => notice.Id == 414);
    }

    [Fact]
    public async Task Whoever_waits_for_a_verdict_is_not_closed_for_others()
    {
        var gate = new TaskCompletionSource();
        var clock = new FakeClock();
        await using var service = await ServiceUnderTest.StartAsync(
            """{ "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ], "dns": { {dns} }, "log": { "enabled": false }, "service": { {service}, "maxConnections": 1 } }""", clock);
        service.Dns.Zone("one.test").Lists("192.0.2.7", "127.0.0.2").WaitsFor(gate.Task);
        using var waiting = await service.ConnectAsync();
        await waiting.SendAsync(PolicyClient.Request("192.0.2.7"));
        await service.Dns.SeenAsync(1);
        clock.Advance(TimeSpan.FromMilliseconds(300));

        using var late = await service.ConnectAsync();
        Assert.Null(await late.AnswerAsync());
        gate.SetResult();
        Assert.StartsWith("550 ", await waiting.AnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_three_hundred_idle_connections_lose_no_request_of_others()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings);
        var crowd = new List<PolicyClient>();
        try
        {
            using var honest = await service.ConnectAsync();
            for (var i = 0; i < 4300; i++)
            {
                crowd.Add(await service.ConnectAsync());
                if (i % 100 != 0)
                    continue;
                await AskBothAsync(honest);
                using var another = await service.ConnectAsync();
                await AskBothAsync(another);
            }
        }
        finally
        {
            crowd.ForEach(client => client.Dispose());
        }
    }

    // The service may notice a little later than we do.
    private static async Task HeldAsync(ServiceUnderTest service, int connections)
    {
        for (var tries = 0; ; tries++)
        {
            var (_, page) = await SettingsTests.GetAsync(service, "/metrics");
            if (page.Contains($"ipblock_connections{{door=\"policy\"}} {connections}\n", StringComparison.Ordinal))
                return;
            Assert.True(tries < 1000, page);
            await Task.Delay(10);
        }
    }

    private static async Task AskBothAsync(PolicyClient client)
    {
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.1")));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
    }
}
