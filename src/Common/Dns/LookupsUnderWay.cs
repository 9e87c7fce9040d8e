using System;
using System.Collections.Generic;
using System.Threading;

namespace IpBlock.Dns;

/// <summary>
/// The questions under way, so that each is asked once. A hash table whose chains run through the lookups themselves: nothing is allocated to be in it.
/// Locked in stripes; no lock is held while anything is sent or anybody is called.
/// </summary>
internal sealed class LookupsUnderWay
{
    private const int Stripes = 64;
    private const int ChainsPerStripe = 64;

    private readonly object[] _stripeLocks = new object[Stripes];
    private readonly PendingLookup?[] _chains = new PendingLookup?[Stripes * ChainsPerStripe];
    private int _count;

    public LookupsUnderWay()
    {
        for (var i = 0; i < Stripes; i++)
            _stripeLocks[i] = new object();
    }

    public int Count => Volatile.Read(ref _count);

    /// <summary>The lookup of this question that is under way, or what <paramref name="make"/> makes, which may be nothing.</summary>
    public PendingLookup? GetOrAdd(DnsQuestion question, TimeSpan now, Func<DnsQuestion, TimeSpan, PendingLookup?> make, out bool added)
    {
        var chain = Chain(question);
        lock (_stripeLocks[chain % Stripes])
        {
            for (var lookup = _chains[chain]; lookup is not null; lookup = lookup.Next)
            {
                if (!lookup.Question.Is(question))
                    continue;
                added = false;
                return lookup;
            }

            var fresh = make(question, now);
            added = fresh is not null;
            if (fresh is null)
                return null;
            fresh.Next = _chains[chain];
            _chains[chain] = fresh;
            Interlocked.Increment(ref _count);
            return fresh;
        }
    }

    public void Remove(PendingLookup lookup)
    {
        var chain = Chain(lookup.Question);
        lock (_stripeLocks[chain % Stripes])
        {
            if (_chains[chain] == lookup)
            {
                _chains[chain] = lookup.Next;
            }
            else
            {
                var before = _chains[chain]!;
                while (before.Next != lookup)
                    before = before.Next!;
                before.Next = lookup.Next;
            }
        }

        Interlocked.Decrement(ref _count);
    }

    public void CopyTo(List<PendingLookup> list)
    {
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            lock (_stripeLocks[stripe])
            {
                for (var chain = stripe; chain < _chains.Length; chain += Stripes)
                {
                    for (var lookup = _chains[chain]; lookup is not null; lookup = lookup.Next)
                        list.Add(lookup);
                }
            }
        }
    }

    private int Chain(DnsQuestion question) => question.Hash & int.MaxValue & _chains.Length - 1;
}
