using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Benchmarks.Brake;

/// <summary>What one would think of first, to compare with: pulls when of the last hundred clients far more are refused than of the last ten thousand.</summary>
internal sealed class ShareRule
{
    private readonly Queue<bool> _recent = new();
    private double _usual = 0.5;
    private int _seen;

    public bool Saw(bool listed)
    {
        _usual += ((listed ? 1 : 0) - _usual) / System.Math.Min(10_000, ++_seen);
        _recent.Enqueue(listed);
        if (_recent.Count > 100)
            _recent.Dequeue();
        return _seen > 1000 && _recent.Count(static one => one) / 100.0 > 1 - (1 - _usual) / 4;
    }
}
