using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;

namespace IpBlock.Service.Milter;

/// <summary>One connection of a mail server: packets come in, answers go out.</summary>
internal sealed class MilterConnection(MilterDoor door, DoorSocket connection, CancellationToken stopping)
{
    private readonly MilterSession _session = new(door);
    private readonly PacketReader _packets = new();

    /// <summary>Serves until the other side ends it, breaks the protocol, or the service stops; what has been asked by then is answered.</summary>
    /// <returns>What was wrong with a packet; <see cref="Next.End"/> when nothing was.</returns>
    public async Task<Next> ServeAsync()
    {
        var stall = connection.Place.Stall;

        // Until it has negotiated, a peer is no mail server.
        stall.Mark(true);
        while (true)
        {
            var state = TryTake(out var packet);
            if (state == PacketState.Complete)
            {
                stall.Serve();
                var taking = _session.TakeAsync(packet.Command, packet.Data.FirstSpan, connection);
                if (!taking.IsCompleted)
                    connection.HasWaited();
                var next = await taking.ConfigureAwait(false);
                if (next != Next.Packet)
                {
                    await connection.SendAsync(isBusy: true).ConfigureAwait(false);
                    return next;
                }

                if (connection.UnreadLength == 0)
                    continue;
                if (connection.IsToBeSent && !await connection.SendAsync(isBusy: true).ConfigureAwait(false))
                    return Next.End;
                if (connection.IsTurnOver)
                    await connection.NextTurnAsync().ConfigureAwait(false);
                continue;
            }

            var isMidPacket = connection.UnreadLength > 0 || _packets.IsMidPacket || !_session.IsNegotiated;
            stall.Mark(isMidPacket);
            if (!await connection.SendAsync(isMidPacket).ConfigureAwait(false) || stopping.IsCancellationRequested)
                return Next.End;
            if (state == PacketState.Malformed)
                return Next.ImpossibleLength;
            if (!await connection.ReceiveAsync().ConfigureAwait(false))
                return Next.End;
        }
    }

    private PacketState TryTake(out Packet packet)
    {
        var bytes = new ReadOnlySequence<byte>(connection.Unread);
        var state = _packets.TryTake(ref bytes, out packet);
        connection.Read(connection.UnreadLength - (int)bytes.Length);
        return state;
    }
}
