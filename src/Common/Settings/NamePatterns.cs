using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>
/// Finds the patterns that a host name fits, in about the same time however many there are: they are looked up by the end that a name must have, and where many have the
/// same end, by the longest text before it. A client chooses its reverse name, and must not choose how long a look takes.
/// </summary>
internal sealed class NamePatterns
{
    // So many patterns with one end are compared one after another.
    private const int Few = 8;
    private readonly NamePattern[] _patterns;
    private readonly LiteralTable _tails;
    private readonly Dictionary<int, PatternPieces> _crowded = [];

    // Patterns that are found together make a chain in their order: each names the next, -1 is the end.
    private readonly int[] _next;

    public NamePatterns(IEnumerable<NamePattern> patterns)
    {
        _patterns = [.. patterns];
        _next = new int[_patterns.Length];
        _tails = new LiteralTable(_patterns.Length);
        var compared = new Dictionary<int, int>();
        for (var i = _patterns.Length - 1; i >= 0; i--)
        {
            var tail = _tails.Add(_patterns[i].Text, _patterns[i].TailStart, _patterns[i].Text.Length - _patterns[i].TailStart, -1);
            (_next[i], _tails[tail]) = (_tails[tail], i);
            if (!_patterns[i].IsTailOnly)
                compared[tail] = compared.TryGetValue(tail, out var count) ? count + 1 : 1;
        }

        foreach (var tail in compared)
        {
            if (tail.Value > Few)
                _crowded[tail.Key] = Divide(ref _tails[tail.Key], tail.Value);
        }
    }

    /// <summary>The number of patterns.</summary>
    public int Count => _patterns.Length;

    /// <summary>The number of the first pattern that a name fits, or -1.</summary>
    /// <param name="name">A host name without a final dot, in any case.</param>
    /// <param name="counts">Whether a pattern counts; asked before a name is compared with it, and only about patterns with an end that the name has.</param>
    public int First(string name, Func<int, bool>? counts = null)
    {
        name = Lower(name);
        var first = int.MaxValue;
        uint hash = 0;
        for (var start = name.Length - 1; start >= 0 && Count > 0; start--)
        {
            hash = LiteralTable.Roll(hash, name[start]);
            var tail = _tails.Find(hash, name, start, name.Length - start);
            if (tail < 0)
                continue;
            first = Earliest(_tails[tail], name, start, first, counts);
            if (!_crowded.TryGetValue(tail, out var pieces))
                continue;
            foreach (var chain in pieces.Within(name, start))
                first = Earliest(chain, name, start, first, counts);
        }

        return first == int.MaxValue ? -1 : first;
    }

    private int Earliest(int chain, string name, int tail, int first, Func<int, bool>? counts)
    {
        for (var i = chain; i >= 0 && i < first; i = _next[i])
        {
            if (counts?.Invoke(i) != false && _patterns[i].Fits(name, tail))
                return i;
        }

        return first;
    }

    // Takes those out of the chain that can be looked up by another text.
    private PatternPieces Divide(ref int chain, int count)
    {
        var pieces = new PatternPieces(count);
        var all = new List<int>();
        for (var i = chain; i >= 0; i = _next[i])
            all.Add(i);
        chain = -1;
        for (var i = all.Count - 1; i >= 0; i--)
        {
            var (number, (start, length)) = (all[i], _patterns[all[i]].Piece);
            ref var owner = ref length > 0 ? ref pieces.ChainOf(_patterns[number].Text, start, length) : ref chain;
            (_next[number], owner) = (owner, number);
        }

        return pieces;
    }

    private static string Lower(string name)
    {
        foreach (var c in name)
        {
            if (c is >= 'A' and <= 'Z')
                return name.ToLowerInvariant();
        }

        return name;
    }
}
