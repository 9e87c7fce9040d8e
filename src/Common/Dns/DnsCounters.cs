using System;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>What a resolver has done since it began. Any thread may read at any time.</summary>
public sealed class DnsCounters
{
    private readonly long[] _answers = new long[Enum.GetValues(typeof(DnsStatus)).Length];
    private long _fromCache;
    private long _faults;
    private Exception? _lastFault;
    private long _sent;

    /// <summary>How many questions were answered from the cache.</summary>
    public long FromCache => Interlocked.Read(ref _fromCache);

    /// <summary>How many lookups over the network ended this way.</summary>
    public long Ended(DnsStatus status) => Interlocked.Read(ref _answers[(int)status]);

    /// <summary>How many errors of our own the edges have caught: each cost one packet or one look, and nothing else.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>The last of them; null when there was none.</summary>
    public Exception? LastFault => Volatile.Read(ref _lastFault);

    internal void CountFault(Exception fault)
    {
        Volatile.Write(ref _lastFault, fault);
        Interlocked.Increment(ref _faults);
    }

    /// <summary>Runs what the system calls back. There is nobody above who could catch: what goes through ends the mail server.</summary>
    internal void Guard(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception fault)
        {
            CountFault(fault);
        }
    }

    /// <summary>How many packets with questions were sent over UDP, repetitions among them.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    internal void CountSent() => Interlocked.Increment(ref _sent);

    internal void CountCached() => Interlocked.Increment(ref _fromCache);

    internal void CountEnded(DnsStatus status) => Interlocked.Increment(ref _answers[(int)status]);
}
