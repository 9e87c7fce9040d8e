using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IpBlock.Notices;

namespace IpBlock.Service.Hosting;

/// <summary>Accepts the mail servers that come to one address of a door, and has them served.</summary>
internal sealed class MailListener : IDisposable
{
    private readonly DoorListener _listener;
    private readonly ServiceContext _service;
    private readonly ConnectionPlaces _places;
    private readonly DoorConnections _connections;
    private readonly IMailDoor _door;

    private MailListener(DoorListener listener, ServiceContext service, ConnectionPlaces places, DoorConnections connections, IMailDoor door) =>
        (_listener, _service, _places, _connections, _door) = (listener, service, places, connections, door);

    /// <summary>Where it listens, with the port that was taken.</summary>
    public EndPoint EndPoint => _listener.EndPoint;

    /// <summary>Listens from now on.</summary>
    /// <exception cref="IOException">Another program listens there, or the address is none of this machine.</exception>
    public static MailListener Start(EndPoint endpoint, IMailDoor door, DoorConnections connections, ConnectionPlaces places, ServiceContext service)
    {
        try
        {
            var socket = DoorListeners.Listen(endpoint);
            SocketThread.Prefer(socket);
            var listener = new MailListener(new DoorListener(socket, places, service), service, places, connections, door);
            _ = listener.AcceptAsync();
            return listener;
        }
        catch (SocketException failure)
        {
            var reason = failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? "address already in use" : failure.Message;
            throw new IOException($"Failed to bind to address {endpoint}: {reason}.", failure);
        }
    }

    /// <summary>Nobody is accepted any more.</summary>
    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        // Of many who come at once a share is let in, and then it is the turn of those who are here.
        var turn = default(Turn);
        while (true)
        {
            var accepting = _listener.AcceptAsync();
            if (!accepting.IsCompleted)
                turn.Begin();
            if (await accepting.ConfigureAwait(false) is not { } socket)
                return;
            turn.Count();
            // To make room where there is none takes longer than a turn.
            if (turn.IsOver || _service.SocketThread.IsToBeLeft() || _connections.Count >= _connections.Limit)
            {
                await _service.SocketThread.Leave();
                turn.Begin();
            }

            Serve(socket);
        }
    }

    private void Serve(Socket socket)
    {
        try
        {
            var connection = new DoorSocket(socket, _places, _service.SocketThread);
            _ = _connections.ServeAsync(connection.Place, connection, _door.ServeAsync);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            _places.Release();
            _service.Notices.Write(LogMessages.ServiceFailed("the " + _door.Name + " service", failure, isDeferred: false));
        }
    }
}
