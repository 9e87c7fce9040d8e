using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;
using IpBlock.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace IpBlock.Service.Hosting;

/// <summary>The connections of one door: counted, bounded, and ended when the other side stalls. Nothing that happens on one reaches another.</summary>
internal sealed class DoorConnections : IDisposable
{
    /// <summary>How long a request may take to come, or an answer to be taken. Mail servers do both in one go.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);

    private readonly ServiceContext _service;
    private readonly IServiceDoor _door;
    private readonly DoorFigures _figures;
    private readonly ConcurrentDictionary<PlacedConnection, bool> _open = new();
    private readonly IDisposable _sweep;
    private int _count;

    public DoorConnections(ServiceContext service, IServiceDoor door)
    {
        _service = service;
        _door = door;
        _figures = service.Metrics.Door(door.Name, () => Volatile.Read(ref _count));
        _sweep = service.Clock.Every(StallLimit / 6, EndStalled);
    }

    private int Limit => _door.Limit(_service.Settings);

    /// <summary>What Kestrel calls for each connection.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        var placed = (PlacedConnection)connection;
        try
        {
            placed.Door = this;
            placed.Stall.Mark(false);
            _open.TryAdd(placed, true);
            Interlocked.Increment(ref _count);
            if (Volatile.Read(ref _count) > Limit)
                MakeRoom();
            _figures.Accepted();
            var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
            await _door.ServeAsync(connection, placed.Stall, stopping).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            _figures.Broken(); // the other side went away in the middle, or was sent away
        }
        catch (Exception failure)
        {
            _service.Notices.Write(LogMessages.ServiceFailed("a connection of the " + _door.Name + " door", failure, _service.Settings.OnError == OnError.TempFail));
        }
        finally
        {
            Forget(placed);
        }
    }

    /// <summary>The connection counts no more.</summary>
    public void Forget(PlacedConnection connection)
    {
        if (_open.TryRemove(connection, out _))
            Interlocked.Decrement(ref _count);
    }

    public void Dispose() => _sweep.Dispose();

    // Whoever comes is one of them: it goes itself when all others wait for an answer of ours, or have only just come too.
    private void MakeRoom()
    {
        _service.Complaints.Write("full " + _door.Name, () => LogMessages.DoorFull(_door.Name, Limit, isForMail: _door is not StatusDoor));
        var now = _service.Clock.Elapsed;
        var closed = LongestIdle.Close(_open.Keys, now - ConnectionPlaces.Grace);
        for (closed += closed > 0 ? 0 : LongestIdle.Close(_open.Keys, now); closed > 0; closed--)
            _figures.Refused();
    }

    private void EndStalled()
    {
        var now = _service.Clock.Elapsed;
        foreach (var (connection, _) in _open)
        {
            if (connection.Stall.IsOver(StallLimit, now) && connection.TryEnd("The other side has stalled."))
                _figures.Stalled();
        }
    }
}
