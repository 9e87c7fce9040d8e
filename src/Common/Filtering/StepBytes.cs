using System;
using IpBlock.Providers;

namespace IpBlock.Filtering;

/// <summary>
/// A byte for each rule: in its lower half what became of the rule, in its upper half what a provider's answer came to. Sixteen stand in the value itself, so that a client of
/// whom there is nothing to say takes no memory for them.
/// </summary>
internal struct StepBytes
{
    private const int Inside = 16;

    private ulong _first;
    private ulong _second;
    private byte[]? _others;

    public StepBytes(int count) => _others = count > Inside ? new byte[count - Inside] : null;

    public readonly StepResult ResultAt(int place) => (StepResult)(this[place] & 0xF);

    public readonly ProviderOutcome? OutcomeAt(int place) => this[place] >> 4 is > 0 and var code ? (ProviderOutcome)(code - 1) : null;

    public void Set(int place, StepResult result) => Put(place, (byte)((this[place] & 0xF0) | (int)result));

    public void Set(int place, ProviderOutcome outcome) => Put(place, (byte)((((int)outcome + 1) << 4) | (this[place] & 0xF)));

    /// <summary>The same bytes, apart from those of whoever holds these.</summary>
    public readonly StepBytes Copy() => this with { _others = (byte[]?)_others?.Clone() };

    private readonly byte this[int place] => place switch
    {
        < 8 => (byte)(_first >> (place * 8)),
        < Inside => (byte)(_second >> ((place - 8) * 8)),
        _ => _others![place - Inside],
    };

    private void Put(int place, byte value)
    {
        if (place >= Inside)
            _others![place - Inside] = value;
        else if (place >= 8)
            Put(ref _second, (place - 8) * 8, value);
        else
            Put(ref _first, place * 8, value);
    }

    private static void Put(ref ulong bytes, int shift, byte value) => bytes = (bytes & ~(0xFFUL << shift)) | ((ulong)value << shift);
}
