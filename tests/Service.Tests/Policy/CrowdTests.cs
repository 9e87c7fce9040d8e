using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;
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
        clock.Advance(TimeSpan.FromHours(5));
        await AskBothAsync(idle);
    }

    [Fact]
    public async Task More_connections_than_allowed_are_closed_and_the_others_served()
    {
        await using var service = await ServiceUnderTest.StartAsync(Settings.Replace("{service}", "{service}, \"maxConnections\": 2", StringComparison.Ordinal));
        using var first = await service.ConnectAsync();
        using (var second = await service.ConnectAsync())
        {
            await AskBothAsync(first);
            await AskBothAsync(second);
            using var third = await service.ConnectAsync();
            Assert.Equal("", await third.RestAsync());
            await AskBothAsync(first);
            Assert.Single(service.Notices, notice => notice.Id == 414);
        }

        // A place that is free again is taken: the service may notice a little later than we do.
        for (string? answer = null; answer is null;)
        {
            using var fourth = await service.ConnectAsync();
            answer = await fourth.AskOrNullAsync(PolicyClient.Request("192.0.2.7"));
        }
    }

    private static async Task AskBothAsync(PolicyClient client)
    {
        Assert.Equal("DUNNO", await client.AskAsync(PolicyClient.Request("198.51.100.1")));
        Assert.StartsWith("550 ", await client.AskAsync(PolicyClient.Request("192.0.2.7")), StringComparison.Ordinal);
    }
}
