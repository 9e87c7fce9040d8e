using System;
using System.Buffers;

namespace IpBlock.Service.Milter;

/// <summary>
/// Takes the packets off what comes in. What a packet announces is never held ready: the data of commands that are answered without a look at it (headers, the
/// body, which old servers cannot leave out) is dropped as it comes, but for the first bytes, in which a header field has its name; and what is looked at is
/// short.
/// </summary>
internal sealed class PacketReader
{
    /// <summary>A packet beyond it ends the connection: libmilter's own limit (MILTER_MAX_DATA_SIZE).</summary>
    public const int MaxPacket = 1 << 20;

    /// <summary>And so does one that is to be looked at and longer than this. Macros and the words of the envelope come from SMTP lines, of which Postfix and Sendmail take 2 KB.</summary>
    public const int MaxHeard = 1 << 14;

    // As much of what is dropped as is looked at: the name of our own header field is shorter.
    private const int Kept = 32;

    private const int Head = sizeof(uint) + 1;

    private byte _command;
    private uint _left;
    private readonly byte[] _first = new byte[Kept];
    private int _firstLength;

    /// <summary>True while data that is dropped has not come to its end.</summary>
    public bool IsMidPacket => _left > 0;

    /// <summary>Takes the next packet off the front of <paramref name="bytes"/>.</summary>
    public PacketState TryTake(ref ReadOnlySequence<byte> bytes, out Packet packet)
    {
        packet = default;
        if (_left > 0)
            return Drop(ref bytes, out packet);
        var reader = new SequenceReader<byte>(bytes);
        if (!reader.TryReadBigEndian(out int signed))
            return PacketState.Incomplete;

        // Judged by its head alone, before any of it is waited for.
        var length = (uint)signed;
        if (length is 0 or > MaxPacket)
            return PacketState.Malformed;
        if (!reader.TryRead(out var command))
            return PacketState.Incomplete;
        if (IsDropped(command))
        {
            bytes = bytes.Slice(Head);
            (_command, _left, _firstLength) = (command, length - 1, 0);
            return Drop(ref bytes, out packet);
        }

        if (length > MaxHeard)
            return PacketState.Malformed;
        if (reader.Remaining < length - 1)
            return PacketState.Incomplete;
        packet = new Packet(command, bytes.Slice(Head, length - 1));
        bytes = bytes.Slice(sizeof(uint) + length);
        return PacketState.Complete;
    }

    private static bool IsDropped(byte command) =>
        command is Command.Body or Command.Header or Command.EndOfHeaders or Command.EndOfMessage or Command.Data or Command.Unknown;

    private PacketState Drop(ref ReadOnlySequence<byte> bytes, out Packet packet)
    {
        var here = (uint)Math.Min(_left, bytes.Length);
        var kept = (int)Math.Min(here, Kept - _firstLength);
        bytes.Slice(0, kept).CopyTo(_first.AsSpan(_firstLength));
        _firstLength += kept;
        bytes = bytes.Slice(here);
        _left -= here;
        packet = new Packet(_command, new ReadOnlySequence<byte>(_first, 0, _firstLength));
        return _left == 0 ? PacketState.Complete : PacketState.Incomplete;
    }
}
