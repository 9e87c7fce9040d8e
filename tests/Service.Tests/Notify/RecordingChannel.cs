using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Notify;
using IpBlock.Time;

namespace IpBlock.Service.Tests.Notify;

/// <summary>A way on which notifications arrive, or do not, as the test wants.</summary>
internal sealed class RecordingChannel(Clock clock, string name = "webhook") : INotifyChannel
{
    private readonly ConcurrentQueue<(TimeSpan At, Notification Notification)> _tries = new();

    public string Name => name;

    public string Target => "the test";

    /// <summary>What comes of a try.</summary>
    public Func<Notification, Task<SendResult>> Answer { get; set; } = static _ => Task.FromResult(SendResult.Sent);

    /// <summary>All tries, with the clock's time.</summary>
    public IReadOnlyList<(TimeSpan At, Notification Notification)> Tries => [.. _tries];

    public async Task<SendResult> SendAsync(Notification notification, CancellationToken stop)
    {
        _tries.Enqueue((clock.Elapsed, notification));
        return await Answer(notification).WaitAsync(stop);
    }
}
