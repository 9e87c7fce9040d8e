using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Administration.Comparison;

/// <summary>Sets of lists by number, each kept once: millions of clients share the few combinations of lists that there are.</summary>
internal sealed class ListSets
{
    /// <summary>The number of the empty set.</summary>
    public const int Empty = 0;

    private readonly List<int[]> _sets = [[]];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = Empty };
    private readonly Dictionary<(int Set, int List), int> _with = [];

    public IReadOnlyList<int> this[int set] => _sets[set];

    public bool Contains(int set, int list) => Array.BinarySearch(_sets[set], list) >= 0;

    /// <summary>The number of the set with a list more.</summary>
    public int With(int set, int list)
    {
        if (Contains(set, list))
            return set;
        if (!_with.TryGetValue((set, list), out var larger))
            _with[(set, list)] = larger = Number([.. _sets[set], list]);
        return larger;
    }

    private int Number(int[] lists)
    {
        Array.Sort(lists);
        var key = string.Join(",", Array.ConvertAll(lists, static list => list.ToString(CultureInfo.InvariantCulture)));
        if (_numbers.TryGetValue(key, out var number))
            return number;
        _numbers[key] = _sets.Count;
        _sets.Add(lists);
        return _sets.Count - 1;
    }
}
