using System;
using System.Collections.Generic;

namespace IpBlock.Providers.Braking;

/// <summary>
/// Clients in good standing: those that were not refused here on three days or more. 32,768 places of eight bytes, however many clients there are; who comes seldom makes room for who comes often.
/// Threads may lose each other's note of a visit, and nothing worse.
/// </summary>
internal sealed class Regulars
{
    /// <summary>From how many days on a client is a regular. A spam run that no list knows yet lasts hours, rarely two days.</summary>
    public const int DaysNeeded = 3;

    private const int Sets = 8192;
    private const int Ways = 4;

    // Who has not been seen for so long begins anew.
    private const int DaysKept = 45;

    private readonly ulong[] _slots = new ulong[Sets * Ways];

    public bool IsRegular(ulong key, int day) => Find(key) is >= 0 and var slot && IsFresh(_slots[slot], day) && DaysOf(_slots[slot]) >= DaysNeeded;

    /// <summary>True when the client came earlier today, and was not refused.</summary>
    public bool WasHere(ulong key, int day) => Find(key) is >= 0 and var slot && LastDayOf(_slots[slot]) == (ushort)day;

    /// <summary>The client was not refused today.</summary>
    public void Note(ulong key, int day)
    {
        var slot = Find(key);
        if (slot < 0 || !IsFresh(_slots[slot], day))
            _slots[slot < 0 ? Room(key, day) : slot] = Pack(key, day, 1);
        else if (LastDayOf(_slots[slot]) != (ushort)day)
            _slots[slot] = Pack(key, day, Math.Min(255, DaysOf(_slots[slot]) + 1));
    }

    /// <summary>The client was refused: its standing has to be earned again.</summary>
    public void Forget(ulong key)
    {
        if (Find(key) is >= 0 and var slot)
            _slots[slot] = 0;
    }

    /// <summary>The client was refused by mistake.</summary>
    public void Reinstate(ulong key, int day)
    {
        var slot = Find(key);
        _slots[slot < 0 ? Room(key, day) : slot] = Pack(key, day, DaysNeeded);
    }

    /// <summary>All that is remembered, to be written down.</summary>
    public IEnumerable<ulong> Entries()
    {
        foreach (var slot in _slots)
        {
            if (slot != 0)
                yield return slot;
        }
    }

    /// <summary>Takes back what was written down; more than there is room for is dropped.</summary>
    public void Restore(IEnumerable<ulong> entries)
    {
        foreach (var entry in entries)
        {
            var first = FirstOf(entry);
            var free = Array.IndexOf(_slots, 0UL, first, Ways);
            if (free >= 0)
                _slots[free] = entry;
        }
    }

    // The upper 40 bits of the key tell it from others, 13 of them choose the set, and below them are the last day and the number of days.
    private static ulong Pack(ulong key, int day, int days) => key & 0xFFFFFFFFFF000000 | (ulong)(ushort)day << 8 | (byte)days;

    private static int DaysOf(ulong slot) => (byte)slot;

    private static ushort LastDayOf(ulong slot) => (ushort)(slot >> 8);

    // The future counts too: a clock that is set back must not make strangers of everybody.
    private static bool IsFresh(ulong slot, int day) => DaysBetween(slot, day) <= DaysKept;

    private static int DaysBetween(ulong slot, int day) => Math.Abs((int)(short)(day - LastDayOf(slot)));

    private static int FirstOf(ulong key) => (int)(key >> 51) * Ways;

    private int Find(ulong key)
    {
        var first = FirstOf(key);
        for (var i = first; i < first + Ways; i++)
        {
            if (_slots[i] != 0 && ((_slots[i] ^ key) & 0xFFFFFFFFFF000000) == 0)
                return i;
        }

        return -1;
    }

    // An empty place, else that of the client with the fewest days, and of those the one not seen for longest: a flood of strangers drives out strangers.
    private int Room(ulong key, int day)
    {
        var first = FirstOf(key);
        var best = first;
        var bestWorth = int.MaxValue;
        for (var i = first; i < first + Ways; i++)
        {
            var worth = _slots[i] == 0 || !IsFresh(_slots[i], day) ? -1 : Math.Min(DaysOf(_slots[i]), DaysNeeded) * 64 - DaysBetween(_slots[i], day);
            if (worth >= bestWorth)
                continue;
            best = i;
            bestWorth = worth;
        }

        return best;
    }
}
