using System;
using System.Threading;
using IpBlock.Administration.Logs.Reading;
using IpBlock.LogIndex.Asking;
using IpBlock.LogIndex.Filling;
using IpBlock.Time;

namespace IpBlock.LogIndex;

/// <summary>
/// The decision log in a form that answers in time, for the page. The files of the log stay the truth: the index is filled from them in the background, at
/// low priority, and thrown away and made anew when it is damaged, deleted or of another version. One process fills it, any number of threads ask it at the
/// same time through <see cref="Questions"/>, and neither waits for the other.
/// </summary>
public sealed class DecisionIndex : IDisposable
{
    // Less is read in passing, on the timer's thread.
    private const long Much = 4 << 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly IndexFiller _filler;
    private readonly LiveTail _tail = new();
    private readonly Lock _fillingLock = new();
    private readonly Clock _clock;
    private IDisposable? _timer;
    private Thread? _thread;
    private volatile bool _isStopped;

    /// <summary>An index that is filled once <see cref="Start"/> is called.</summary>
    /// <param name="log">The folder of the decision log, which need not exist yet.</param>
    /// <param name="directory">The folder of the index, made when it is not there. It holds what the log holds, and only this account may read what is made
    /// in it.</param>
    /// <param name="clock">When to look for new lines: each 500 ms.</param>
    public DecisionIndex(string log, string directory, Clock clock)
        : this(log, directory, clock, IndexFiller.LinesOfASlice)
    {
    }

    /// <summary>The same with smaller slices.</summary>
    internal DecisionIndex(string log, string directory, Clock clock, int sliceLength)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(directory);
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _filler = new IndexFiller(log, new IndexFolder(directory), clock, _tail) { SliceLength = sliceLength };
        Questions = new LogQuestions(log, _filler, _tail);
    }

    /// <summary>What can be asked.</summary>
    public LogQuestions Questions { get; }

    /// <summary>How far the index is, and what is wrong with it.</summary>
    public IndexStatus Status => _filler.Status;

    /// <summary>For tests.</summary>
    internal IndexFiller Filler => _filler;

    /// <summary>Begins to fill the index, and to follow the log.</summary>
    public void Start() => _timer ??= _clock.Every(BetweenLooks, Look);

    /// <summary>Reads all that the log has now before it returns.</summary>
    internal void CatchUp()
    {
        lock (_fillingLock)
        {
            while (!_isStopped && _filler.Slice())
            {
                // Until there is nothing more.
            }
        }
    }

    /// <summary>Stops, after the lines that are being read.</summary>
    public void Dispose()
    {
        _isStopped = true;
        _timer?.Dispose();
        _thread?.Join();
        lock (_fillingLock)
            _filler.Dispose();
        Questions.Dispose();
    }

    private void Look()
    {
        if (_isStopped || !_fillingLock.TryEnter())
            return;
        try
        {
            var isMore = _filler.Slice();
            while (isMore && !_isStopped && _filler.PendingBytes < Much)
                isMore = _filler.Slice();
            if (isMore && !_isStopped)
                _thread = LowPriority.Start("decision index", CatchUp);
        }
        finally
        {
            _fillingLock.Exit();
        }
    }
}
