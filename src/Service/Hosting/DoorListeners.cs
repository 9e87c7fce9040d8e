using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace IpBlock.Service.Hosting;

/// <summary>Binds the addresses of the doors. What a socket holds in memory, ours and the kernel's, is bounded here.</summary>
internal sealed class DoorListeners(ConnectionPlaces places, ServiceContext service) : IConnectionListenerFactory, IDisposable
{
    // A mail server that is started anew opens all its connections at once.
    private const int Backlog = 4096;

    // Requests are of a kilobyte. Without a bound the kernel gives a connection up to six megabytes for what nobody reads.
    private const int KernelBuffer = 32 * 1024;
    private const int PipeBuffer = 4 * 1024;

    // A peer that is gone without a word is noticed after two minutes.
    private const int KeepAliveAfter = 60;
    private const int KeepAliveInterval = 10;
    private const int KeepAliveProbes = 6;

    private readonly SocketConnectionContextFactory _connections = new(
        new SocketConnectionFactoryOptions
        {
            MaxReadBufferSize = PipeBuffer,
            MaxWriteBufferSize = PipeBuffer,

            // A cached verdict takes a few microseconds and no door blocks: to change threads for it would cost as much again.
            UnsafePreferInlineScheduling = true,
        },
        NullLogger.Instance);

    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        Socket? socket = null;
        try
        {
            socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            Tune(socket);
            socket.Listen(Backlog);
            return new(new DoorListener(socket, _connections, places, service));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket?.Dispose();
            throw new AddressInUseException(taken.Message, taken);
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    public void Dispose() => _connections.Dispose();

    // An accepted socket inherits all of it.
    private static void Tune(Socket socket)
    {
        socket.ReceiveBufferSize = KernelBuffer;
        socket.SendBufferSize = KernelBuffer;
        if (socket.LocalEndPoint is not IPEndPoint)
            return;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveAfter);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveInterval);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }
}
