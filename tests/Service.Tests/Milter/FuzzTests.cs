using System;
using System.Buffers;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Service.Milter;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>Packets as nobody should send them.</summary>
public sealed class FuzzTests
{
    private const int Packets = 1_000_000;
    private const int Connections = 3_000;

    // What a milter may say of this filter's: SMFIC_OPTNEG, continue, accept, reply code.
    private static readonly HashSet<byte> Answers = [(byte)'O', (byte)'c', (byte)'a', (byte)'y'];

    [Fact]
    public void A_million_damaged_packets_are_answered_as_the_protocol_has_it_or_end_their_session()
    {
        using var door = new TestDoor("quiet");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Parallel.For(0, 20, chunk => Feed(door.Door, chunk, Packets / 20));
        Assert.DoesNotContain(door.Notices, notice => notice.Id == 415);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 50L << 20);
    }

    [Fact]
    public async Task A_service_that_gets_thousands_of_damaged_streams_answers_or_hangs_up_and_goes_on()
    {
        using var door = new TestDoor("quiet");
        await using var server = MilterServer.Start(door);
        await Parallel.ForEachAsync(Enumerable.Range(0, Connections), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (i, _) =>
        {
            using var peer = await server.ConnectAsync();
            if (await peer.TrySendAsync(new MutatedPackets(1000 + i).Stream(20)))
                peer.EndSending();
            Assert.All(Wire.Read(await peer.ReadToEndAsync()), answer => Assert.Contains((byte)answer[0], Answers));
        });

        await AssertServesAsync(server);
        Assert.DoesNotContain(door.Notices, notice => notice.Id == 415);
    }

    internal static async Task AssertServesAsync(MilterServer server)
    {
        using var honest = await server.ConnectAsync();
        Assert.StartsWith("O ", await honest.AskAsync(@"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff"), StringComparison.Ordinal);
        Assert.Equal("c", await honest.AskAsync(@"C mail\04\x9c\x40192.0.2.2\0"));
        Assert.StartsWith("y 550 5.7.1 192.0.2.2 ", await honest.AskAsync(@"R <user@site.example>\0"), StringComparison.Ordinal);
    }

    private static void Feed(MilterDoor door, int seed, int count)
    {
        var packets = new MutatedPackets(seed);
        var output = new ArrayBufferWriter<byte>();
        var session = Negotiated(door, output);
        for (var i = 0; i < count; i++)
        {
            var packet = packets.Next();
            output.ResetWrittenCount();
            var taking = session.TakeAsync(packet[4], packet.AsSpan(5), output);
            Assert.True(taking.IsCompletedSuccessfully, Wire.Read(packet)[0]);
            foreach (var answer in Wire.Read(output.WrittenSpan))
                AssertSound(answer, packet);
            if (taking.GetAwaiter().GetResult() != Next.Packet)
                session = Negotiated(door, output);
        }
    }

    private static void AssertSound(string answer, byte[] packet)
    {
        Assert.True(Answers.Contains((byte)answer[0]), answer + " to " + Wire.Read(packet)[0]);
        if (answer[0] == 'y')
            Assert.Matches(@"^y 550 5\.7\.1 [0-9a-f:.]+ is 100%% unwelcome\\0$", answer);
    }

    private static MilterSession Negotiated(MilterDoor door, ArrayBufferWriter<byte> output)
    {
        var session = new MilterSession(door);
        _ = session.TakeAsync((byte)'O', Wire.Packet(@"O \0\0\0\x06\0\0\x01\xff\0\x1f\xff\xff").AsSpan(5), output);
        return session;
    }
}
