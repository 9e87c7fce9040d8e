using System;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// Answers by question, bounded. Eight slots a set, the set chosen by the question's hash, as in a processor's cache: a look-up reads at most
/// eight tags that stand in one or two cache lines and no lock is ever taken. An entry is immutable and goes in or out by one reference, so the
/// worst that two threads can do to each other is to lose an entry, which is then asked for again.
/// Cost: 20 bytes a slot, and about 90 to 170 bytes an entry with its name.
/// </summary>
internal sealed class DnsCache
{
    private const int Ways = 8;

    private readonly int[] _tags;
    private readonly Entry?[] _entries;
    private readonly long[] _expires; // what the entries say themselves, side by side: to choose the slot that is to go without a look at eight objects
    private readonly uint _sets;

    /// <param name="capacity">Entries at the most; rounded down to whole sets, of which there is one at least.</param>
    public DnsCache(int capacity)
    {
        var sets = Math.Max(1, capacity / Ways);
        _sets = (uint)sets;
        _tags = new int[sets * Ways];
        _entries = new Entry?[sets * Ways];
        _expires = new long[sets * Ways];
    }

    /// <summary>Entries it can hold at the most.</summary>
    public int Capacity => _entries.Length;

    /// <summary>Entries that still hold at this time.</summary>
    public int Count(TimeSpan now)
    {
        var count = 0;
        foreach (var entry in _entries)
            count += entry is not null && entry.Expires > now ? 1 : 0;
        return count;
    }

    public bool TryGet(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        var first = FirstOfSet(question.Hash);
        for (var i = first; i < first + Ways; i++)
        {
            if (_tags[i] != question.Hash || Volatile.Read(ref _entries[i]) is not { } entry || !entry.IsAbout(question))
                continue;
            answer = entry.Answer;
            return entry.Expires > now;
        }

        answer = null!;
        return false;
    }

    /// <param name="question">Kept as it is: its buffer must be its own.</param>
    /// <param name="answer">What to remember.</param>
    /// <param name="now">The time now.</param>
    /// <param name="expires">When to forget it.</param>
    public void Set(DnsQuestion question, DnsAnswer answer, TimeSpan now, TimeSpan expires)
    {
        var slot = SlotFor(question, now);
        Volatile.Write(ref _entries[slot], new Entry(question, answer, expires));
        Volatile.Write(ref _expires[slot], expires.Ticks);
        Volatile.Write(ref _tags[slot], question.Hash);
    }

    /// <summary>Forgets what got no answer: with other name servers it may get one.</summary>
    public void ForgetFailures()
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (Volatile.Read(ref _entries[i]) is { Answer.IsConclusive: false } entry && Interlocked.CompareExchange(ref _entries[i], null, entry) == entry)
                Volatile.Write(ref _expires[i], 0);
        }
    }

    // A share of all sets as large as the hash's share of all hashes: any number of sets will do, and nothing is divided.
    private int FirstOfSet(int hash) => (int)((ulong)(uint)hash * _sets >> 32) * Ways;

    // The slot that holds the same question, else an empty or expired one, else the one that would have to go soonest anyway.
    private int SlotFor(DnsQuestion question, TimeSpan now)
    {
        var first = FirstOfSet(question.Hash);
        var best = first;
        var bestExpires = long.MaxValue;
        for (var i = first; i < first + Ways; i++)
        {
            if (_tags[i] == question.Hash && Volatile.Read(ref _entries[i]) is { } entry && entry.IsAbout(question))
                return i;
            var expires = Volatile.Read(ref _expires[i]);
            if (expires <= now.Ticks)
                expires = long.MinValue;
            if (expires >= bestExpires)
                continue;
            best = i;
            bestExpires = expires;
        }

        return best;
    }

    private sealed class Entry(DnsQuestion question, DnsAnswer answer, TimeSpan expires)
    {
        private readonly byte[] _name = question.Name;
        private readonly byte _length = (byte)question.Length;
        private readonly DnsType _type = question.Type;

        public readonly DnsAnswer Answer = answer;
        public readonly TimeSpan Expires = expires;

        public bool IsAbout(DnsQuestion question) => question.Is(_name, _length, _type);
    }
}
