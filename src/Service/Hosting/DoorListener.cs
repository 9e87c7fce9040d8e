using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace IpBlock.Service.Hosting;

/// <summary>Accepts connections at one address: never more than there are places, and without end, whatever the kernel runs out of.</summary>
internal sealed class DoorListener(Socket socket, SocketConnectionContextFactory connections, ConnectionPlaces places, ServiceContext service) : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closing = new();

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await places.TakeAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        ConnectionContext? accepted = null;
        try
        {
            while (accepted is null && !_closing.IsCancellationRequested)
                accepted = await TryAcceptAsync().ConfigureAwait(false);
            return accepted;
        }
        finally
        {
            if (accepted is null)
                places.Release();
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _closing.Cancel();
        socket.Dispose();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private async ValueTask<ConnectionContext?> TryAcceptAsync()
    {
        try
        {
            return places.Place(connections.Create(await socket.AcceptAsync(_closing.Token).ConfigureAwait(false)));
        }
        catch (Exception) when (_closing.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
        {
            return null; // the client, before it was accepted
        }
        catch (Exception failure)
        {
            // EMFILE, ENFILE, ENOBUFS, ENOMEM: the client stays in the kernel's queue, and to try again at once would only keep a processor busy.
            service.Metrics.InternalErrors.Add("accept");
            service.Complaints.Write("accept", () => LogMessages.CannotAccept(EndPoint.ToString()!, failure));
            places.MakeRoom();
            await service.Clock.Delay(Pause).ConfigureAwait(false);
            return null;
        }
    }
}
