using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;

namespace IpBlock.Service.Milter;

/// <summary>One connection of a mail server: packets come in, answers go out. It holds no thread and, between packets, no buffer.</summary>
internal sealed class MilterConnection(MilterDoor door, IDuplexPipe pipe, StallWatch stall, CancellationToken stopping)
{
    private const int AnswersAtOnce = 4096;

    private readonly MilterSession _session = new(door);
    private readonly PacketReader _packets = new();

    /// <summary>Serves until the other side ends it, breaks the protocol, or the service stops; what has been asked by then is answered.</summary>
    /// <returns>What was wrong with a packet; <see cref="Next.End"/> when nothing was.</returns>
    public async Task<Next> ServeAsync()
    {
        // Until it has negotiated, a peer is no mail server.
        stall.Mark(true);
        using var stop = stopping.UnsafeRegister(static input => ((PipeReader)input!).CancelPendingRead(), pipe.Input);
        while (true)
        {
            var read = await pipe.Input.ReadAsync().ConfigureAwait(false);
            var bytes = read.Buffer;
            var size = bytes.Length;
            var next = Next.Packet;
            var state = PacketState.Complete;
            while (next == Next.Packet && (state = _packets.TryTake(ref bytes, out var packet)) == PacketState.Complete)
            {
                stall.Serve();
                next = await TakeAsync(packet).ConfigureAwait(false);
                if (pipe.Output.UnflushedBytes >= AnswersAtOnce && !await stall.FlushAsync(pipe.Output, isBusy: true).ConfigureAwait(false))
                    return Next.End;
            }

            var tookSome = bytes.Length < size;
            var isMidPacket = !bytes.IsEmpty || _packets.IsMidPacket || !_session.IsNegotiated;
            pipe.Input.AdvanceTo(bytes.Start, bytes.End);
            stall.Mark(isMidPacket);
            if (tookSome && !await stall.FlushAsync(pipe.Output, isMidPacket).ConfigureAwait(false))
                return Next.End;
            if (state == PacketState.Malformed)
                return Next.ImpossibleLength;
            if (next != Next.Packet)
                return next;
            if (read.IsCompleted || stopping.IsCancellationRequested)
                return Next.End;
        }
    }

    private ValueTask<Next> TakeAsync(Packet packet)
    {
        if (packet.Data.IsSingleSegment)
            return _session.TakeAsync(packet.Command, packet.Data.FirstSpan, pipe.Output);
        // A session reads all it wants of the data before it waits for anything.
        var size = (int)packet.Data.Length;
        var whole = ArrayPool<byte>.Shared.Rent(size);
        packet.Data.CopyTo(whole);
        var next = _session.TakeAsync(packet.Command, whole.AsSpan(0, size), pipe.Output);
        ArrayPool<byte>.Shared.Return(whole);
        return next;
    }
}
