using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>Whatever others do on their connections, nobody else notices.</summary>
public sealed class CrowdTests
{
    private const string Offer = @"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff";

    [Fact]
    public async Task Two_thousand_idle_connections_and_half_packets_disturb_nobody()
    {
        // A clock that stands still: on a busy machine half a packet may be under way for longer than a stalled one is allowed to.
        using var door = new TestDoor("quiet", clock: new FakeClock());
        await using var server = MilterServer.Start(door);
        var crowd = new List<MilterPeer>();
        try
        {
            for (var i = 0; i < 2000; i++)
                crowd.Add(await server.ConnectAsync());
            foreach (var slow in crowd.Take(200))
                await slow.SendAsync(Wire.Packet(Offer).AsMemory(0, 9));

            for (var i = 0; i < 50; i++)
                await FuzzTests.AssertServesAsync(server);
            Assert.StartsWith("O ", await crowd[^1].AskAsync(Offer), StringComparison.Ordinal);
            await crowd[0].SendAsync(Wire.Packet(Offer).AsMemory(9));
            Assert.StartsWith("O ", await crowd[0].HearAsync(), StringComparison.Ordinal);
        }
        finally
        {
            crowd.ForEach(peer => peer.Dispose());
        }
    }

    [Fact]
    public async Task A_packet_that_comes_a_byte_at_a_time_is_cut_off_and_a_silent_session_is_not()
    {
        var clock = new FakeClock();
        using var door = new TestDoor("quiet", clock: clock);
        await using var server = MilterServer.Start(door);
        using var silent = await server.ConnectAsync();
        await silent.AskAsync(Offer);
        using var slow = await server.ConnectAsync();
        await slow.AskAsync(Offer);
        var ended = slow.ReadToEndAsync();
        for (var i = 0; i < 8 && !ended.IsCompleted; i++)
        {
            await slow.TrySendAsync(Wire.Packet(@"R <user@site.example>\0").AsMemory(i, 1));
            await Task.Delay(50);
            clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Empty(await ended);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("c", await silent.AskAsync(@"C mail\04\x9c\x40192.0.2.2\0"));

        clock.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await silent.ReadToEndAsync());
    }

    [Fact]
    public async Task Who_does_not_negotiate_is_cut_off()
    {
        var clock = new FakeClock();
        using var door = new TestDoor("quiet", clock: clock);
        await using var server = MilterServer.Start(door);
        using var peer = await server.ConnectAsync();
        var ended = peer.ReadToEndAsync();
        for (var i = 0; i < 100 && !ended.IsCompleted; i++)
        {
            await Task.Delay(50);
            clock.Advance(TimeSpan.FromSeconds(6));
        }

        Assert.Empty(await ended);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData((1u << 20) + 1)]
    [InlineData(uint.MaxValue)]
    public async Task A_packet_of_impossible_length_ends_its_own_connection_only(uint length)
    {
        using var door = new TestDoor("quiet");
        await using var server = MilterServer.Start(door);
        using var honest = await server.ConnectAsync();
        await honest.AskAsync(Offer);
        using var peer = await server.ConnectAsync();
        await peer.AskAsync(Offer);
        var head = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(head, length);
        await peer.SendAsync(head);

        Assert.Empty(await peer.ReadToEndAsync());
        Assert.Contains("its length is", Assert.Single(door.Notices, notice => notice.Id == 413).Text, StringComparison.Ordinal);
        Assert.Equal("c", await honest.AskAsync(@"C mail\04\x9c\x40192.0.2.2\0"));
    }

    [Fact]
    public async Task The_longest_packet_that_is_allowed_comes_through_in_many_pieces()
    {
        using var door = new TestDoor("quiet");
        await using var server = MilterServer.Start(door);
        using var peer = await server.ConnectAsync();
        await peer.AskAsync(Offer);
        Assert.Equal("c", await peer.AskAsync("B " + new string('x', (1 << 20) - 1)));
    }

    [Fact]
    public async Task A_unix_socket_serves_as_well()
    {
        using var folder = new ScratchFolder();
        using var door = new TestDoor("quiet");
        await using var server = MilterServer.Start(door, Path.Combine(folder.Path, "milter.sock"));
        await FuzzTests.AssertServesAsync(server);
    }

    [Fact]
    public async Task A_service_that_stops_answers_what_has_been_asked()
    {
        var (asked, verdict) = (new TaskCompletionSource(), new TaskCompletionSource<Verdict>());
        using var door = new TestDoor("quiet", evaluate: _ =>
        {
            asked.TrySetResult();
            return verdict.Task;
        });
        await using var server = MilterServer.Start(door);
        using var peer = await server.ConnectAsync();
        await peer.AskAsync(Offer);
        Assert.Equal("c", await peer.AskAsync(@"C mail\04\x9c\x40192.0.2.2\0"));
        await peer.SendAsync(Wire.Packet(@"R <user@site.example>\0"));
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        var stopping = server.StopAsync();
        verdict.SetResult(Verdict.WithoutSettings(default));
        Assert.Equal("a", await peer.HearAsync());
        await stopping;
        Assert.Empty(await peer.ReadToEndAsync());
    }
}
