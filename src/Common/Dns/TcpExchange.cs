using System;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace IpBlock.Dns;

/// <summary>Asks one question over TCP, because its answer did not fit into a UDP packet (RFC 7766). Disposing it ends it: the lookup's own deadline is its time-out.</summary>
/// <remarks>It has one of the server's connections (<see cref="NameServer.TryEnterTcp"/>) and gives it back when its socket is closed.</remarks>
/// <exception cref="SocketException">This machine has no socket left.</exception>
internal sealed class TcpExchange(NameServer server, PendingLookup lookup, bool edns) : IDisposable
{
    private readonly Socket _socket = server.OpenSocket(SocketType.Stream, ProtocolType.Tcp);

    public void Start() => _ = AskAsync();

    public void Dispose() => _socket.Dispose();

    private async Task AskAsync()
    {
        try
        {
            _socket.NoDelay = true;
            await _socket.ConnectAsync(server.EndPoint).ConfigureAwait(false);
            using var stream = new NetworkStream(_socket);
            var id = UnguessableNumbers.Next();
            var query = new byte[2 + DnsQueryMessage.MaxLength];
            var length = DnsQueryMessage.Write(query, 2, id, lookup.Question, edns);
            query[0] = (byte)(length >> 8);
            query[1] = (byte)length;
            await stream.WriteAsync(query, 0, 2 + length).ConfigureAwait(false);

            var head = await ReadAsync(stream, 2).ConfigureAwait(false);
            var packet = await ReadAsync(stream, head[0] << 8 | head[1]).ConfigureAwait(false);
            if (packet.Length < 12 || (packet[0] << 8 | packet[1]) != id)
                lookup.Failed(server, DnsStatus.Malformed);
            else
                lookup.ReceivedOverTcp(server, packet);
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            // Refused, reset, cut short, or closed by us at the deadline: in each case this server gives no answer.
            var ours = failure is SocketException socket && SendErrors.Of(socket.SocketErrorCode) == SendResult.NoRoom;
            Failed(ours ? DnsStatus.Overloaded : DnsStatus.Unreachable);
        }
        catch (Exception fault)
        {
            server.Counters.CountFault(fault);
            Failed(DnsStatus.Malformed);
        }
        finally
        {
            _socket.Dispose();
            server.LeaveTcp();
        }
    }

    private void Failed(DnsStatus status) => server.Counters.Guard(() => lookup.Failed(server, status));

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        var bytes = new byte[count];
        for (var got = 0; got < count;)
        {
            var more = await stream.ReadAsync(bytes, got, count - got).ConfigureAwait(false);
            if (more == 0)
                throw new EndOfStreamException();
            got += more;
        }

        return bytes;
    }
}
