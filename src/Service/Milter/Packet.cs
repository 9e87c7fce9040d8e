using System.Buffers;
using System.Buffers.Binary;

namespace IpBlock.Service.Milter;

/// <summary>What is to be said of the bytes at hand.</summary>
internal enum PacketState
{
    /// <summary>The next packet is not all there yet.</summary>
    Incomplete,

    /// <summary>A packet was taken.</summary>
    Complete,

    /// <summary>No packet begins here: its length is zero, or beyond the limit.</summary>
    Malformed,
}

/// <summary>One packet: uint32 length, which counts the command; command; data.</summary>
internal readonly struct Packet
{
    private const int LengthSize = sizeof(uint);

    public Packet(byte command, ReadOnlySequence<byte> data)
    {
        Command = command;
        Data = data;
    }

    public byte Command { get; }

    public ReadOnlySequence<byte> Data { get; }

    /// <summary>Writes a packet whose data is that of <paramref name="data"/>.</summary>
    public static void Write(IBufferWriter<byte> output, byte command, System.ReadOnlySpan<byte> data)
    {
        var span = output.GetSpan(LengthSize + 1 + data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(span, (uint)data.Length + 1);
        span[LengthSize] = command;
        data.CopyTo(span[(LengthSize + 1)..]);
        output.Advance(LengthSize + 1 + data.Length);
    }
}
