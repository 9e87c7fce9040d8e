using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;

namespace IpBlock.Service.Hosting;

/// <summary>
/// The places of all connections of all doors. There are fewer than the process may have files open, so that settings, lists, logs and name servers can be opened
/// however many connections come. When they are taken, those idle longest are closed, and nobody else is let in until there is a place.
/// </summary>
internal sealed class ConnectionPlaces
{
    /// <summary>How long whoever has been let in has for a first request, however many others come.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly ServiceContext _service;
    private readonly ConcurrentDictionary<ConnectionPlace, bool> _open = new();
    private readonly SemaphoreSlim _free;
    private readonly int _all;

    /// <param name="service">Has the clock and takes the complaints.</param>
    /// <param name="all">How many places there are.</param>
    public ConnectionPlaces(ServiceContext service, int all)
    {
        _service = service;
        _all = all;
        _free = new SemaphoreSlim(all);
    }

    /// <summary>Waits for a place.</summary>
    /// <exception cref="OperationCanceledException">The door is closed.</exception>
    public async ValueTask TakeAsync(CancellationToken closing)
    {
        if (_free.Wait(0, CancellationToken.None))
            return;
        await _service.SocketThread.Leave(); // to look at all connections is not for the thread that hears of all sockets
        _service.Complaints.Write("places", () => LogMessages.NoPlaces(_all));
        MakeRoom();
        // Now all may be waiting for verdicts, or have only just come.
        using var again = _service.Clock.Every(Grace / 2, MakeRoom);
        await _free.WaitAsync(closing).ConfigureAwait(false);
    }

    /// <summary>Gives a place to a connection, until it is closed.</summary>
    public ConnectionPlace Place(IPlacedConnection connection)
    {
        var place = new ConnectionPlace(connection, this, new StallWatch(_service.Clock));
        _open.TryAdd(place, true);
        return place;
    }

    /// <summary>Gives a place back that was not needed.</summary>
    public void Release() => _free.Release();

    /// <summary>Gives a connection's place back.</summary>
    public void Release(ConnectionPlace connection)
    {
        if (_open.TryRemove(connection, out _))
            _free.Release();
    }

    /// <summary>Closes a few connections of whichever door.</summary>
    public void MakeRoom() => LongestIdle.Close(_open.Keys, _service.Clock.Elapsed - Grace);
}
