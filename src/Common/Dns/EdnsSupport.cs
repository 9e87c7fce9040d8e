using System;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// Whether a name server, and whatever stands before it, lets queries with EDNS0 through (RFC 6891). Some answer them with an error, and some middle boxes drop them in silence,
/// which looks like a dead server. What has been learnt is kept for a while and then tried again, with one query.
/// </summary>
internal sealed class EdnsSupport
{
    // Packets get lost too: so many in a row without one answer between them do not.
    private const int SilencesBeforeDoubt = 3;

    // A server that was down for a moment has been silent too, and is given its chance soon.
    private static readonly TimeSpan FirstTrial = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NextTrial = TimeSpan.FromMinutes(15);

    private int _silences;
    private long _trialAt;
    private long _lastAnswer = long.MinValue;

    /// <summary>True when it is known, for now, that the server gets no query with EDNS0.</summary>
    public bool IsMissing => Interlocked.Read(ref _trialAt) != 0;

    /// <summary>True when a query with EDNS0 has ever been answered.</summary>
    public bool HasAnswered => Interlocked.Read(ref _lastAnswer) != long.MinValue;

    /// <summary>True when a query with EDNS0 has been answered since.</summary>
    public bool HasAnsweredSince(TimeSpan time) => Interlocked.Read(ref _lastAnswer) >= time.Ticks;

    /// <summary>Whether the query that is sent now is to have EDNS0. After a silence the repetition has none, so that only the first client waits.</summary>
    public bool IsWanted(TimeSpan now, bool isRepetition)
    {
        var trialAt = Interlocked.Read(ref _trialAt);
        if (trialAt == 0)
            return Volatile.Read(ref _silences) < (isRepetition ? 1 : SilencesBeforeDoubt);
        // One query makes the trial. If it is not answered, nothing has changed.
        return now.Ticks >= trialAt && !isRepetition && Interlocked.CompareExchange(ref _trialAt, (now + NextTrial).Ticks, trialAt) == trialAt;
    }

    /// <summary>A query with EDNS0 was not answered.</summary>
    public void WasSilent() => Interlocked.Increment(ref _silences);

    /// <summary>A query was answered.</summary>
    public void Answered(bool withEdns, TimeSpan now)
    {
        if (withEdns)
        {
            Interlocked.Exchange(ref _lastAnswer, now.Ticks);
            Volatile.Write(ref _silences, 0);
            if (IsMissing)
                Interlocked.Exchange(ref _trialAt, 0);
        }
        else if (Volatile.Read(ref _silences) >= SilencesBeforeDoubt)
        {
            Interlocked.CompareExchange(ref _trialAt, (now + FirstTrial).Ticks, 0);
        }
    }

    /// <summary>The server has said that it does not know EDNS0.</summary>
    public void WasRefused(TimeSpan now) => Interlocked.Exchange(ref _trialAt, (now + NextTrial).Ticks);
}
