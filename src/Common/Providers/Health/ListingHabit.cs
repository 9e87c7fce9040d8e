using System;

namespace IpBlock.Providers.Health;

/// <summary>
/// What share of the clients a list usually knows. When it suddenly knows all of them, or none, something may have happened to it, and it is worth a probe; more
/// than that cannot be told from here.
/// </summary>
internal struct ListingHabit
{
    // Two or three clients in a row more than usual.
    private const double Burst = 2;
    private const int Memory = 1000;
    private const int WarmUp = 100;

    // A list that knows one client in ten and none of the last 140: that happens by chance once in a million times.
    private const double Unlikely = 14;

    private double _share;
    private double _expectedSinceLast;
    private double _burst;
    private int _answers;

    public bool IsBroken(AnswerCounts seen)
    {
        if (seen.Answered == 0)
            return false;
        var burst = IsBurst(seen);
        _expectedSinceLast = seen.Listed > 0 ? 0 : _expectedSinceLast + (_answers < WarmUp ? 0 : seen.Answered * _share);
        var drought = _expectedSinceLast > Unlikely;
        _answers = Math.Min(Memory, _answers + seen.Answered);
        _share += ((double)seen.Listed / seen.Answered - _share) * Math.Min(1, (double)seen.Answered / _answers);
        if (drought)
            _expectedSinceLast = 0;
        return burst || drought;
    }

    // Points for a match, points off for any other answer; weighed so that as long as all is as usual more go than come.
    private bool IsBurst(AnswerCounts seen)
    {
        var usual = _answers < WarmUp ? 0.5 : Math.Min(0.9, Math.Max(0.1, _share));
        _burst = Math.Max(0, _burst + seen.Matched * (1 - usual) / usual / 2 - (seen.Answered - seen.Matched));
        if (_burst < Burst)
            return false;
        _burst = 0;
        return true;
    }
}
