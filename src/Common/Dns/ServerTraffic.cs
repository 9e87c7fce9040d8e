using System;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>How the name servers of a resolver answer all that is asked: what a single zone's silence is to be judged beside.</summary>
internal sealed class ServerTraffic
{
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(250);
    private const int One = 1 << 10;

    private long _lastAnswer = -TimeSpan.TicksPerDay;
    private long _flowsSince = long.MaxValue;
    private int _promptShare;

    /// <summary>
    /// True when answers have been coming all through this time, without a pause of a quarter of a second. Who was silent meanwhile is silent by himself. After a pause of all, because the name servers or this machine
    /// were too busy, somebody's answer is the first, and says nothing of those that come next.
    /// </summary>
    public bool HasFlowedFor(TimeSpan time, TimeSpan now) => Interlocked.Read(ref _flowsSince) <= (now - time).Ticks && Interlocked.Read(ref _lastAnswer) > (now - Prompt).Ticks;

    /// <summary>True when most answers of late came within a quarter of a second.</summary>
    public bool IsPrompt => Volatile.Read(ref _promptShare) > One / 2;

    /// <summary>Takes an answer. Two threads may overwrite each other's share: it is an estimate.</summary>
    public void Answered(TimeSpan took, TimeSpan now)
    {
        if (now.Ticks - Interlocked.Exchange(ref _lastAnswer, now.Ticks) > Prompt.Ticks)
            Interlocked.Exchange(ref _flowsSince, now.Ticks);
        var share = Volatile.Read(ref _promptShare);
        Volatile.Write(ref _promptShare, share + ((took <= Prompt ? One : 0) - share) / 16);
    }
}
