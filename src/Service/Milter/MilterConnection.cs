using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Service.Milter;

/// <summary>Reads packets off a connection and writes the answers, until one side has enough of it.</summary>
internal sealed class MilterConnection
{
    private readonly MilterDoor _door;
    private readonly MilterSession _session;
    private readonly IDuplexPipe _transport;
    private long _deadline;

    public MilterConnection(MilterDoor door, IDuplexPipe transport)
    {
        _door = door;
        _session = new MilterSession(door);
        _transport = transport;
        Allow(door.Options.PacketTimeout);
    }

    /// <summary>True when the peer has been silent, or slow with a packet, for too long. Any thread may ask.</summary>
    public bool IsOverdue => _door.Clock.Elapsed.Ticks > Volatile.Read(ref _deadline);

    /// <summary>Serves it to its end. The result says what the peer did wrong; null when nothing.</summary>
    public async Task<string?> ServeAsync()
    {
        var hadPart = false;
        while (true)
        {
            var read = await _transport.Input.ReadAsync().ConfigureAwait(false);
            // Asked to stop: what was read before has been answered.
            if (read.IsCanceled)
                return null;
            var bytes = read.Buffer;
            var before = bytes.Length;
            var next = Next.Packet;
            var state = PacketState.Complete;
            while (next == Next.Packet && (state = Packet.TryTake(ref bytes, _door.Options.MaxPacket, out var packet)) == PacketState.Complete)
            {
                Allow(_door.Options.IdleTimeout);
                next = await TakeAsync(packet).ConfigureAwait(false);
            }

            var tookSome = bytes.Length < before;
            _transport.Input.AdvanceTo(bytes.Start, bytes.End);
            if (tookSome && !await FlushAsync().ConfigureAwait(false))
                return null;
            if (state == PacketState.Malformed || next == Next.Malformed)
                return state == PacketState.Malformed ? "a packet of impossible length" : "a packet that makes no sense";
            if (next == Next.End || read.IsCompleted)
                return null;

            // The clock of a packet that is not all there is not wound up again by each byte of it.
            if (tookSome || !hadPart)
                Allow(bytes.IsEmpty && _session.IsNegotiated ? _door.Options.IdleTimeout : _door.Options.PacketTimeout);
            hadPart = !bytes.IsEmpty || !_session.IsNegotiated;
        }
    }

    private async ValueTask<bool> FlushAsync()
    {
        Allow(_door.Options.PacketTimeout);
        var flushed = await _transport.Output.FlushAsync().ConfigureAwait(false);
        return !flushed.IsCompleted;
    }

    private ValueTask<Next> TakeAsync(Packet packet)
    {
        if (packet.Data.IsSingleSegment)
            return _session.TakeAsync(packet.Command, packet.Data.FirstSpan, _transport.Output);
        // A session reads all it wants of the data before it waits for anything.
        var size = (int)packet.Data.Length;
        var whole = ArrayPool<byte>.Shared.Rent(size);
        packet.Data.CopyTo(whole);
        var next = _session.TakeAsync(packet.Command, whole.AsSpan(0, size), _transport.Output);
        ArrayPool<byte>.Shared.Return(whole);
        return next;
    }

    private void Allow(TimeSpan time) => Volatile.Write(ref _deadline, (_door.Clock.Elapsed + time).Ticks);
}
