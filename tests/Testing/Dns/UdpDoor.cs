using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

internal sealed class UdpDoor : IAsyncDisposable
{
    private const int BufferBytes = 4 << 20;
    private const int SolSocket = 1;
    private const int SoRcvBufForce = 33;

    private readonly Socket _socket;
    private readonly Socket _elsewhere;
    private readonly Answering _answer;
    private readonly Task _loop;

    public UdpDoor(Socket socket, Answering answer, CancellationToken stop)
    {
        _socket = socket;
        Enlarge(_socket);
        _answer = answer;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _elsewhere = Doors.Bound(EndPoint.Address, 0, SocketType.Dgram);
        _loop = Task.Run(() => ListenAsync(stop), CancellationToken.None);
    }

    public IPEndPoint EndPoint { get; }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _elsewhere.Dispose();
        await _loop;
    }

    // Linux' usual limit of 208 KiB holds some 270 small packets: a burst of more would be lost, and a test fail for no fault of its subject.
    // Beyond the limit only root may go.
    private static void Enlarge(Socket socket)
    {
        try
        {
            socket.SetRawSocketOption(SolSocket, SoRcvBufForce, BitConverter.GetBytes(BufferBytes));
        }
        catch (SocketException)
        {
            socket.ReceiveBufferSize = BufferBytes;
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        var buffer = new byte[4096];
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, stop);
                if (WireQuery.Parse(buffer.AsSpan(0, got.ReceivedBytes)) is { } query)
                    _ = AnswerAsync(query, (IPEndPoint)got.RemoteEndPoint);
            }
            catch (Exception e) when (Doors.IsFarewell(e))
            {
                if (stop.IsCancellationRequested)
                    return;
            }
        }
    }

    // Not awaited by the loop: an answer that is delayed holds up nobody else.
    private async Task<bool> AnswerAsync(WireQuery query, IPEndPoint client)
    {
        try
        {
            await _answer(query, client, new Back(this, client));
            return true;
        }
        catch (Exception e) when (Doors.IsFarewell(e))
        {
            return false;
        }
    }

    private sealed class Back(UdpDoor door, IPEndPoint client) : IWayBack
    {
        public Transport Transport => Transport.Udp;

        public async ValueTask SendAsync(byte[] packet) => await door._socket.SendToAsync(packet, client);

        public async ValueTask SendFromElsewhereAsync(byte[] packet) => await door._elsewhere.SendToAsync(packet, client);

        public void Close() => throw new NotSupportedException("There is nothing to close by UDP.");
    }
}
