using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace IpBlock.Service.Hosting;

/// <summary>Gives Kestrel, which speaks HTTP, its connections: of the same places and with the same bounds as those of mail servers.</summary>
internal sealed class KestrelListeners(ConnectionPlaces places, ServiceContext service) : IConnectionListenerFactory, IDisposable
{
    private const int PipeBuffer = 4 * 1024;

    private readonly SocketConnectionContextFactory _connections = new(
        new SocketConnectionFactoryOptions { MaxReadBufferSize = PipeBuffer, MaxWriteBufferSize = PipeBuffer }, NullLogger.Instance);

    /// <exception cref="AddressInUseException">Another program listens there.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            return new(new Listener(new DoorListener(DoorListeners.Listen(endpoint), places, service), _connections, places));
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(taken.Message, taken);
        }
    }

    public void Dispose() => _connections.Dispose();

    private sealed class Listener(DoorListener listener, SocketConnectionContextFactory connections, ConnectionPlaces places) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await listener.AcceptAsync().ConfigureAwait(false) is { } socket ? new PlacedConnection(connections.Create(socket), places) : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            listener.Close();
            return default;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
