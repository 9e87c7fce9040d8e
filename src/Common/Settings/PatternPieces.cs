using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>Patterns with the same end, by the longest text that they have before it.</summary>
internal sealed class PatternPieces(int capacity)
{
    private readonly LiteralTable _pieces = new(capacity);
    private readonly List<int> _lengths = [];

    /// <summary>Where the chain of the patterns with this text begins; -1 for none.</summary>
    public ref int ChainOf(string text, int start, int length)
    {
        if (!_lengths.Contains(length))
            _lengths.Add(length);
        return ref _pieces[_pieces.Add(text, start, length, -1)];
    }

    /// <summary>The chains of all texts that the name has before this place.</summary>
    public IEnumerable<int> Within(string name, int end)
    {
        foreach (var length in _lengths)
        {
            uint hash = 0;
            var weight = LiteralTable.Weight(length);
            for (var start = end - 1; start >= 0; start--)
            {
                hash = LiteralTable.Roll(hash, name[start]);
                if (start + length > end)
                    continue;
                if (start + length < end)
                    hash = unchecked(hash - (weight * name[start + length]));
                var place = _pieces.Find(hash, name, start, length);
                if (place >= 0)
                    yield return _pieces[place];
            }
        }
    }
}
