using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace IpBlock.Service.Hosting;

/// <summary>Binds the addresses of the doors. What a socket holds in the kernel's memory is bounded here.</summary>
internal static class DoorListeners
{
    // A mail server that is started anew opens all its connections at once.
    private const int Backlog = 4096;

    // Requests are of a kilobyte. Without a bound the kernel gives a connection up to six megabytes for what nobody reads.
    private const int KernelBuffer = 32 * 1024;

    // A peer that is gone without a word is noticed after two minutes.
    private const int KeepAliveAfter = 60;
    private const int KeepAliveInterval = 10;
    private const int KeepAliveProbes = 6;

    /// <exception cref="SocketException">Another program listens there, or the address is none of this machine.</exception>
    public static Socket Listen(EndPoint endpoint)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            Tune(socket);
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    // An accepted socket inherits all of it.
    private static void Tune(Socket socket)
    {
        socket.ReceiveBufferSize = KernelBuffer;
        socket.SendBufferSize = KernelBuffer;
        if (socket.LocalEndPoint is not IPEndPoint)
            return;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        TrySet(socket, SocketOptionName.TcpKeepAliveTime, KeepAliveAfter);
        TrySet(socket, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        TrySet(socket, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }

    // Windows Server 2016 does not know the count of probes (it sends ten), wine 8 none of the three: the system's own numbers are no reason not to listen.
    private static void TrySet(Socket socket, SocketOptionName name, int value)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, name, value);
        }
        catch (SocketException unknown) when (unknown.SocketErrorCode == SocketError.ProtocolOption)
        {
            return;
        }
    }
}
