using System;

namespace IpBlock.Providers.Health;

/// <summary>
/// What share of the clients a list usually knows. When it suddenly knows all of them, or none, something may have happened to it, and it is worth a probe; more
/// than that cannot be told from here.
/// </summary>
internal struct ListingHabit
{
    private const int Burst = 4;
    private const int Memory = 1000;
    private const int WarmUp = 100;

    // A list that knows one client in ten and none of the last 140: that happens by chance once in a million times.
    private const double Unlikely = 14;

    private double _share;
    private double _expectedSinceLast;
    private int _answers;

    public bool IsBroken(AnswerCounts seen)
    {
        if (seen.Answered == 0)
            return false;
        var burst = seen.Matched >= Burst && seen.Matched * 2 > seen.Answered && seen.Matched > seen.Answered * (_answers < WarmUp ? 0.5 : 2 * _share);
        _expectedSinceLast = seen.Listed > 0 ? 0 : _expectedSinceLast + (_answers < WarmUp ? 0 : seen.Answered * _share);
        var drought = _expectedSinceLast > Unlikely;
        _answers = Math.Min(Memory, _answers + seen.Answered);
        _share += ((double)seen.Listed / seen.Answered - _share) * Math.Min(1, (double)seen.Answered / _answers);
        if (drought)
            _expectedSinceLast = 0;
        return burst || drought;
    }
}
