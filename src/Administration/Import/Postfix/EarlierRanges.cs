using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>
/// The ranges seen so far, of one address family, with their lines. Tables of 100,000 lines exist, so they lie in sorted batches of doubling size
/// (Bentley and Saxe): adding and asking take logarithmic time.
/// </summary>
internal sealed class EarlierRanges
{
    private readonly List<Batch> _batches = [];

    public void Add(AddressRange range, int line)
    {
        var entries = new List<(AddressRange Range, int Line)> { (range, line) };
        while (_batches.Count > 0 && _batches[_batches.Count - 1].Count <= entries.Count)
        {
            entries.AddRange(_batches[_batches.Count - 1].Entries);
            _batches.RemoveAt(_batches.Count - 1);
        }

        _batches.Add(new Batch(entries));
    }

    /// <summary>The line of a range that has addresses in common with this one; null when there is none.</summary>
    public int? LineOverlapping(AddressRange range)
    {
        foreach (var batch in _batches)
        {
            if (batch.LineOverlapping(range) is { } line)
                return line;
        }

        return null;
    }

    /// <summary>
    /// The ranges that have addresses in common with this one, in no order; when there are more than <paramref name="atMost"/>, not all of them.
    /// </summary>
    public List<AddressRange> Overlapping(AddressRange range, int atMost)
    {
        var found = new List<AddressRange>();
        foreach (var batch in _batches)
            batch.CollectOverlapping(range, found, atMost);
        return found;
    }

    private sealed class Batch
    {
        // For each place, the entry up to there that reaches farthest.
        private readonly int[] _farthest;

        public Batch(List<(AddressRange Range, int Line)> entries)
        {
            entries.Sort(static (a, b) => a.Range.First.CompareTo(b.Range.First));
            Entries = entries;
            _farthest = new int[entries.Count];
            for (var i = 1; i < _farthest.Length; i++)
                _farthest[i] = entries[i].Range.Last > entries[_farthest[i - 1]].Range.Last ? i : _farthest[i - 1];
        }

        public List<(AddressRange Range, int Line)> Entries { get; }

        public int Count => Entries.Count;

        public int? LineOverlapping(AddressRange range)
        {
            var end = CountBeginningIn(range);
            if (end == 0)
                return null;
            var candidate = Entries[_farthest[end - 1]];
            return candidate.Range.Last >= range.First ? candidate.Line : null;
        }

        public void CollectOverlapping(AddressRange range, List<AddressRange> found, int atMost)
        {
            for (var i = CountBeginningIn(range) - 1; i >= 0 && found.Count <= atMost && Entries[_farthest[i]].Range.Last >= range.First; i--)
            {
                if (Entries[i].Range.Last >= range.First)
                    found.Add(Entries[i].Range);
            }
        }

        // Those that begin before the range ends.
        private int CountBeginningIn(AddressRange range)
        {
            int low = 0, high = Entries.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Entries[middle].Range.First <= range.Last)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }
    }
}
