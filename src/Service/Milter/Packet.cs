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

    /// <summary>No packet begins here: its length is nought, or beyond the limit.</summary>
    Malformed,
}

/// <summary>One packet: uint32 length, which counts the command; command; data.</summary>
internal readonly struct Packet
{
    private const int LengthSize = sizeof(uint);

    private Packet(byte command, ReadOnlySequence<byte> data)
    {
        Command = command;
        Data = data;
    }

    public byte Command { get; }

    public ReadOnlySequence<byte> Data { get; }

    /// <summary>Takes the next packet off the front of <paramref name="bytes"/>.</summary>
    public static PacketState TryTake(ref ReadOnlySequence<byte> bytes, int limit, out Packet packet)
    {
        packet = default;
        var reader = new SequenceReader<byte>(bytes);
        if (!reader.TryReadBigEndian(out int signed))
            return PacketState.Incomplete;
        var length = (uint)signed;
        // Judged by its head alone, before any of it is waited for.
        if (length == 0 || length > limit)
            return PacketState.Malformed;
        if (reader.Remaining < length || !reader.TryRead(out var command))
            return PacketState.Incomplete;
        packet = new Packet(command, bytes.Slice(LengthSize + 1, length - 1));
        bytes = bytes.Slice(LengthSize + length);
        return PacketState.Complete;
    }

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
