using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.LogIndex;

/// <summary>
/// Where the decisions stand that were logged last, for viewers who watch. What was logged before this process followed the log is not among them.
/// </summary>
internal sealed class LiveTail
{
    /// <summary>How many are kept at hand: 40 seconds of a server that decides 500 times a second.</summary>
    public const int Kept = 20_000;

    private readonly Lock _placesLock = new();
    private readonly Queue<LinePlace> _places = new();
    private TaskCompletionSource _added = NewSignal();
    private long _position;
    private long _newest;
    private long _cut;

    /// <summary>The number of the newest decision that was added, live or not.</summary>
    public long Position
    {
        get
        {
            lock (_placesLock)
                return _position;
        }
    }

    public void Add(List<LinePlace> places, bool isLive)
    {
        if (places.Count == 0)
            return;
        TaskCompletionSource? signal = null;
        lock (_placesLock)
        {
            _position = places[^1].Key.Number;
            if (isLive)
            {
                places.ForEach(_places.Enqueue);
                _newest = _position;
                while (_places.Count > Kept)
                    _cut = _places.Dequeue().Key.Number;
                (signal, _added) = (_added, NewSignal());
            }
        }

        signal?.TrySetResult();
    }

    /// <summary>Those behind a position, oldest first; whether some behind it are not kept any more; and the position up to which they go.</summary>
    public (List<LinePlace> Places, bool IsCut, long Position) After(long position)
    {
        lock (_placesLock)
        {
            var places = new List<LinePlace>();
            foreach (var place in _places)
            {
                if (place.Key.Number > position)
                    places.Add(place);
            }

            return (places, position < _cut, _position);
        }
    }

    /// <summary>Completes when there is something behind the position.</summary>
    public async Task WaitAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            Task added;
            lock (_placesLock)
            {
                if (_newest > position)
                    return;
                added = _added.Task;
            }

            await added.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
