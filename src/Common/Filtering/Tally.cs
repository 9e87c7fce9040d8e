using System;

namespace IpBlock.Filtering;

/// <summary>The sum of a client's scores, and how far those that have not been heard can still move it; in tenths.</summary>
/// <param name="low">How far below zero the scores of all can bring it.</param>
/// <param name="high">How far above.</param>
internal struct Tally(int low, int high)
{
    private int _low = low;
    private int _high = high;

    /// <summary>Of those that have been heard.</summary>
    public int Sum { get; private set; }

    /// <summary>The place of the rule with the largest score, which speaks for all; below zero when there is none.</summary>
    public int Largest { get; private set; } = -1;

    private int _largest;

    /// <summary>The least that the sum can come to.</summary>
    public readonly int Lowest => Sum + _low;

    /// <summary>The most.</summary>
    public readonly int Highest => Sum + _high;

    /// <summary>One whose match could have brought this much is heard.</summary>
    public void Close(int furthest)
    {
        if (furthest < 0)
            _low -= furthest;
        else
            _high -= furthest;
    }

    /// <summary>What a match brings. Of two with the same score the one whose place is first speaks, whoever is heard first.</summary>
    public void Add(int place, int score)
    {
        Sum += score;
        if (score > _largest || (score == _largest && score > 0 && place < Largest))
            (Largest, _largest) = (place, score);
    }
}
