using System;
using System.Collections.Concurrent;

namespace IpBlock.Providers.Health;

/// <summary>What is found out under a lock and told after it: whoever hears of it may take his time, or ask back.</summary>
internal sealed class TellInOrder
{
    private readonly ConcurrentQueue<Action> _news = new();

    public void Later(Action news) => _news.Enqueue(news);

    /// <summary>Tells all there is, in the order in which it was found out.</summary>
    public void Now()
    {
        while (_news.TryDequeue(out var news))
            news();
    }
}
