using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;
using IpBlock.Settings;

namespace IpBlock.Service.Hosting;

/// <summary>The connections of one door: counted, bounded, and ended when the other side stalls. Nothing that happens on one reaches another.</summary>
internal sealed class DoorConnections : IDisposable
{
    /// <summary>How long a request may take to come, or an answer to be taken. Mail servers do both in one go.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(30);

    private readonly ServiceContext _service;
    private readonly IServiceDoor _door;
    private readonly DoorFigures _figures;
    private readonly ConcurrentDictionary<ConnectionPlace, bool> _open = new();
    private readonly IDisposable _sweep;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;
    private int _serving;

    public DoorConnections(ServiceContext service, IServiceDoor door)
    {
        _service = service;
        _door = door;
        _figures = service.Metrics.Door(door.Name, () => Volatile.Read(ref _count));
        _sweep = service.Clock.Every(StallLimit / 6, EndStalled);
    }

    /// <summary>The door's name.</summary>
    public string Door => _door.Name;

    /// <summary>How many are open now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many are held at the most.</summary>
    public int Limit => _door.Limit(_service.Settings);

    /// <summary>Serves a connection until <paramref name="serve"/> is through with it, and closes it.</summary>
    public async Task ServeAsync<TConnection>(ConnectionPlace place, TConnection connection, Func<TConnection, CancellationToken, Task> serve)
    {
        try
        {
            Interlocked.Increment(ref _serving);
            place.Door = this;
            place.Stall.Mark(false);
            _open.TryAdd(place, true);
            Interlocked.Increment(ref _count);
            if (Volatile.Read(ref _count) > Limit)
                MakeRoom();
            _figures.Accepted();
            if (_stopping.IsCancellationRequested)
                place.HearNoMore();
            await serve(connection, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            _figures.Broken(); // the other side went away in the middle, or was sent away
        }
        catch (Exception failure)
        {
            _service.Notices.Write(LogMessages.ServiceFailed("a connection of the " + _door.Name + " service", failure, _service.Settings.OnError == OnError.TempFail));
        }
        finally
        {
            (connection as DoorSocket)?.Dispose();
            Forget(place);
            if (Interlocked.Decrement(ref _serving) == 0 && _stopping.IsCancellationRequested)
                _ended.TrySetResult();
        }
    }

    /// <summary>What has been asked is answered, and nothing more is heard. Who has not got his answer by then is broken off.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var (place, _) in _open)
            place.HearNoMore();
        if (Volatile.Read(ref _serving) == 0)
            return;
        try
        {
            await _ended.Task.WaitAsync(patience).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            foreach (var (place, _) in _open)
                place.TryEnd("The service has stopped.");
        }
    }

    /// <summary>The connection counts no more.</summary>
    public void Forget(ConnectionPlace place)
    {
        if (_open.TryRemove(place, out _))
            Interlocked.Decrement(ref _count);
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _stopping.Dispose();
    }

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
        foreach (var (place, _) in _open)
        {
            if (place.Stall.IsOver(StallLimit, now) && place.TryEnd("The client does not respond."))
                _figures.Stalled();
        }
    }
}
