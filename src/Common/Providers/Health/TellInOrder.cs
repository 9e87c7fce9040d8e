using System;
using System.Collections.Generic;

namespace IpBlock.Providers.Health;

/// <summary>What is found out under a lock and told after it: whoever hears of it may take his time, or ask back.</summary>
internal sealed class TellInOrder
{
    // Taken within the lock that says what came first; nothing is told while it is held.
    private readonly object _newsLock = new();
    private readonly Queue<Action> _news = new();
    private bool _isTelling;

    /// <summary>Keeps news until <see cref="Now"/>. To be called under the lock that says what came first.</summary>
    public void Later(Action news)
    {
        lock (_newsLock)
            _news.Enqueue(news);
    }

    /// <summary>
    /// Tells all there is, in the order in which it was found out. One thread tells at a time, or two could overtake each other: what another finds out meanwhile the first tells too,
    /// and the other does not wait for it. News that throw end the call; those behind them are told by the next.
    /// </summary>
    public void Now()
    {
        lock (_newsLock)
        {
            if (_isTelling)
                return;
            _isTelling = true;
        }

        try
        {
            while (Next() is { } news)
                news();
        }
        catch
        {
            lock (_newsLock)
                _isTelling = false;
            throw;
        }
    }

    // Null, and somebody else may tell: at one moment, or news that come just then would stay untold.
    private Action? Next()
    {
        lock (_newsLock)
        {
            if (_news.Count > 0)
                return _news.Dequeue();
            _isTelling = false;
            return null;
        }
    }
}
