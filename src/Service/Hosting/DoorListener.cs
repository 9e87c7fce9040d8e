using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Service.Hosting;

/// <summary>Accepts connections at one address: never more than there are places, and without end, whatever the kernel runs out of.</summary>
internal sealed class DoorListener(Socket socket, ConnectionPlaces places, ServiceContext service) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _closing = new();

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <summary>The next connection, for which a place has been taken; null when the door is closed.</summary>
    public async ValueTask<Socket?> AcceptAsync()
    {
        try
        {
            await places.TakeAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        Socket? accepted = null;
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

    /// <summary>Nobody is accepted any more.</summary>
    public void Close()
    {
        if (_closing.IsCancellationRequested)
            return;
        _closing.Cancel();
        socket.Dispose();
    }

    public void Dispose() => Close();

    private async ValueTask<Socket?> TryAcceptAsync()
    {
        try
        {
            return await socket.AcceptAsync(_closing.Token).ConfigureAwait(false);
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
