using System;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// Answers by question, bounded. Eight slots a set, the set chosen by the question's hash, as in a processor's cache: a look-up reads the eight keys of one set and takes no lock. Nothing is
/// allocated for an entry, and its name is not kept: <see cref="NameKey"/> stands for it. Whoever writes makes the set's version odd meanwhile; who reads then, or finds it changed, looks again, and who
/// cannot wait has not found the entry, or loses it: it is asked for again.
/// Cost: 32 bytes a slot, and 4 a set.
/// </summary>
internal sealed class DnsCache
{
    private const int Ways = 8;

    // A thread that writes may have lost its processor meanwhile.
    private const int MostTries = 16;

    private readonly int[] _versions;
    private readonly NameKey[] _keys;
    private readonly long[] _expires;
    private readonly DnsAnswer?[] _answers;
    private readonly uint _sets;

    /// <param name="capacity">Entries at the most; rounded down to whole sets, of which there is one at least.</param>
    public DnsCache(int capacity)
    {
        var sets = Math.Max(1, capacity / Ways);
        _sets = (uint)sets;
        _versions = new int[sets];
        _keys = new NameKey[sets * Ways];
        _expires = new long[sets * Ways];
        _answers = new DnsAnswer?[sets * Ways];
    }

    /// <summary>Entries it can hold at the most.</summary>
    public int Capacity => _answers.Length;

    /// <summary>Entries that still hold at this time.</summary>
    public int Count(TimeSpan now)
    {
        var count = 0;
        foreach (var expires in _expires)
            count += expires > now.Ticks ? 1 : 0;
        return count;
    }

    public bool TryGet(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        var set = SetOf(question);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var version = Volatile.Read(ref _versions[set]);
            var slot = Find(set, question.Key);
            answer = slot < 0 ? null! : Volatile.Read(ref _answers[slot])!;
            var expires = slot < 0 ? 0 : Volatile.Read(ref _expires[slot]);
            EndOfReading();
            if ((version & 1) == 0 && Volatile.Read(ref _versions[set]) == version)
                return answer is not null && expires > now.Ticks;
        }

        answer = null!;
        return false;
    }

    /// <param name="question">What was asked.</param>
    /// <param name="answer">What to remember.</param>
    /// <param name="now">The time now.</param>
    /// <param name="expires">When to forget it.</param>
    public void Set(DnsQuestion question, DnsAnswer answer, TimeSpan now, TimeSpan expires)
    {
        var set = SetOf(question);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (!TryBeginWrite(set))
                continue;
            Write(SlotFor(set, question.Key, now), question.Key, answer, expires.Ticks);
            EndWrite(set);
            return;
        }
    }

    /// <summary>Forgets what got no answer: with other name servers it may get one.</summary>
    public void ForgetFailures()
    {
        for (var set = 0; set < _versions.Length; set++)
        {
            var first = set * Ways;
            if (Array.FindIndex(_answers, first, Ways, static answer => answer is { IsConclusive: false }) < 0)
                continue;
            SpinWait.SpinUntil(() => TryBeginWrite(set));
            for (var slot = first; slot < first + Ways; slot++)
            {
                if (_answers[slot] is { IsConclusive: false })
                    Write(slot, default, null, 0);
            }

            EndWrite(set);
        }
    }

    // What was read before it was not read after it.
    private static void EndOfReading() =>
#if NET
        Volatile.ReadBarrier();
#else
        Thread.MemoryBarrier();
#endif

    private bool TryBeginWrite(int set)
    {
        var version = Volatile.Read(ref _versions[set]);
        return (version & 1) == 0 && Interlocked.CompareExchange(ref _versions[set], version + 1, version) == version;
    }

    private void EndWrite(int set) => Volatile.Write(ref _versions[set], _versions[set] + 1);

    private void Write(int slot, NameKey key, DnsAnswer? answer, long expires)
    {
        _keys[slot] = key;
        _answers[slot] = answer;
        _expires[slot] = expires;
    }

    // A share of all sets as large as the hash's share of all hashes: any number of sets will do, and nothing is divided.
    private int SetOf(DnsQuestion question) => (int)((ulong)(uint)question.Hash * _sets >> 32);

    private int Find(int set, NameKey key)
    {
        for (var slot = set * Ways; slot < (set + 1) * Ways; slot++)
        {
            if (_keys[slot].Equals(key))
                return slot;
        }

        return -1;
    }

    // The slot that holds the same question, else an empty or expired one, else the one that would have to go soonest anyway.
    private int SlotFor(int set, NameKey key, TimeSpan now)
    {
        if (Find(set, key) is >= 0 and var same)
            return same;
        var best = set * Ways;
        var bestExpires = long.MaxValue;
        for (var slot = best; slot < (set + 1) * Ways; slot++)
        {
            var expires = _expires[slot] <= now.Ticks ? long.MinValue : _expires[slot];
            if (expires >= bestExpires)
                continue;
            best = slot;
            bestExpires = expires;
        }

        return best;
    }
}
