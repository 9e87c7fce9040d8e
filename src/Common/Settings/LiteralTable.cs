using System;

namespace IpBlock.Settings;

/// <summary>Pieces of text, each with a number, found by a hash that is rolled from right to left: all ends of a name are looked up in one pass over it, and nothing is cut out.</summary>
internal sealed class LiteralTable
{
    // Odd, so that no character is lost, and another one in each process: who writes a list cannot know which pieces share a bucket.
    private static readonly uint Factor = (uint)Guid.NewGuid().GetHashCode() | 1;
    private readonly int[] _buckets;
    private readonly Entry[] _entries;
    private readonly int _shift;
    private int _count;

    /// <summary>An empty table with room for so many pieces.</summary>
    public LiteralTable(int capacity)
    {
        var bits = 1;
        while (bits < 30 && 1 << bits < capacity)
            bits++;
        _shift = 32 - bits;
        _buckets = new int[1 << bits];
        _entries = new Entry[capacity];
    }

    /// <summary>The hash of a piece that has one character more in front.</summary>
    public static uint Roll(uint hash, char front) => unchecked((hash * Factor) + front);

    /// <summary>What a character weighs in the hash of a piece when so many stand before it.</summary>
    public static uint Weight(int before)
    {
        uint weight = 1;
        for (var i = 0; i < before; i++)
            weight = unchecked(weight * Factor);
        return weight;
    }

    /// <summary>The place of a piece, which is added with this value when it is not there yet.</summary>
    public int Add(string text, int start, int length, int value)
    {
        uint hash = 0;
        for (var i = start + length - 1; i >= start; i--)
            hash = Roll(hash, text[i]);
        var place = Find(hash, text, start, length);
        if (place >= 0)
            return place;
        ref var bucket = ref _buckets[BucketOf(hash)];
        _entries[_count] = new Entry { Text = text, Start = start, Length = length, Value = value, Next = bucket };
        bucket = ++_count;
        return _count - 1;
    }

    /// <summary>The place of the piece of text with this hash, or -1.</summary>
    public int Find(uint hash, string text, int start, int length)
    {
        for (var next = _buckets[BucketOf(hash)]; next > 0; next = _entries[next - 1].Next)
        {
            ref readonly var entry = ref _entries[next - 1];
            if (entry.Length == length && string.CompareOrdinal(entry.Text, entry.Start, text, start, length) == 0)
                return next - 1;
        }

        return -1;
    }

    /// <summary>The number at a place.</summary>
    public ref int this[int place] => ref _entries[place].Value;

    private uint BucketOf(uint hash) => unchecked(hash * 0x9E3779B1) >> _shift;

    private struct Entry
    {
        public string Text;
        public int Start;
        public int Length;
        public int Value;
        public int Next;
    }
}
