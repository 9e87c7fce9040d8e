using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Service.Milter;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

public sealed class PacketReaderTests
{
    [Fact]
    public void However_a_stream_is_cut_the_packets_are_the_same_and_only_what_is_looked_at_is_kept()
    {
        byte[] stream =
        [
            .. Wire.Packet("H mail.sender.example\\0"), .. Wire.Packet("B " + new string('b', 5000)), .. Wire.Packet("L Subject\\0x\\0"), .. Wire.Packet("N"), .. Wire.Packet("E"),
            .. Wire.Packet("R <user@site.example>\\0"), .. Wire.Packet("Q"),
        ];
        for (var piece = 1; piece < stream.Length; piece = piece < 40 ? piece + 1 : piece * 2)
        {
            var (packets, mostLeft) = Read(stream, piece);
            Assert.Equal(["H20", "B32", "L10", "N0", "E0", "R20", "Q0"], packets);
            Assert.InRange(mostLeft, 0, 5 + 20);
        }
    }

    [Theory]
    [InlineData('B', PacketReader.MaxPacket, PacketState.Incomplete)]
    [InlineData('B', PacketReader.MaxPacket + 1, PacketState.Malformed)]
    [InlineData('R', PacketReader.MaxHeard, PacketState.Incomplete)]
    [InlineData('R', PacketReader.MaxHeard + 1, PacketState.Malformed)]
    [InlineData('D', PacketReader.MaxHeard + 1, PacketState.Malformed)]
    [InlineData('z', PacketReader.MaxHeard + 1, PacketState.Malformed)]
    public void A_length_is_judged_before_anything_behind_it_has_come(char command, int length, object state)
    {
        var bytes = new ReadOnlySequence<byte>([(byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, (byte)command]);
        Assert.Equal(state, new PacketReader().TryTake(ref bytes, out _));
    }

    private static (List<string> Packets, long MostLeft) Read(byte[] stream, int piece)
    {
        var reader = new PacketReader();
        var packets = new List<string>();
        var mostLeft = 0L;
        var kept = Array.Empty<byte>();
        for (var at = 0; at < stream.Length; at += piece)
        {
            var bytes = new ReadOnlySequence<byte>([.. kept, .. stream.AsSpan(at, Math.Min(piece, stream.Length - at))]);
            while (reader.TryTake(ref bytes, out var packet) == PacketState.Complete)
                packets.Add((char)packet.Command + packet.Data.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            kept = bytes.ToArray();
            mostLeft = Math.Max(mostLeft, kept.Length);
        }

        return (packets, mostLeft);
    }
}
