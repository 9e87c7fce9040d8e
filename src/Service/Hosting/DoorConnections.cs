using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;
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
    private readonly ConcurrentDictionary<ConnectionContext, StallWatch> _open = new();
    private readonly IDisposable _sweep;
    private int _count;

    public DoorConnections(ServiceContext service, IServiceDoor door)
    {
        _service = service;
        _door = door;
        _figures = service.Metrics.Door(door.Name, () => _open.Count);
        _sweep = service.Clock.Every(StallLimit / 6, EndStalled);
    }

    /// <summary>What Kestrel calls for each connection.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        try
        {
            if (Interlocked.Increment(ref _count) <= _service.Settings.MaxConnections)
                await ServeAcceptedAsync(connection).ConfigureAwait(false);
            else
                Refuse();
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            _figures.Broken.Add(); // the other side went away in the middle, or was sent away
        }
        catch (Exception failure)
        {
            _service.Notices.Write(LogMessages.ServiceFailed("a connection of the " + _door.Name + " door", failure, _service.Settings.OnError));
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }

    public void Dispose() => _sweep.Dispose();

    private async Task ServeAcceptedAsync(ConnectionContext connection)
    {
        var stall = new StallWatch(_service.Clock);
        _figures.Accepted.Add();
        _open.TryAdd(connection, stall);
        try
        {
            var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
            await _door.ServeAsync(connection, stall, stopping).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    }

    private void Refuse()
    {
        _figures.Refused.Add();
        _service.Complaints.Write("full " + _door.Name, () => LogMessages.DoorFull(_door.Name, _service.Settings.MaxConnections));
    }

    private void EndStalled()
    {
        var now = _service.Clock.Elapsed;
        foreach (var (connection, stall) in _open)
        {
            if (!stall.IsOver(StallLimit, now))
                continue;
            _figures.Stalled.Add();
            connection.Abort(new ConnectionAbortedException("The other side has stalled."));
        }
    }
}
