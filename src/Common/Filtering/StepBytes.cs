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

    /// <summary>What became of a rule of which nothing is noted yet.</summary>
    public void Note(int place, StepResult result) => Add(place, (ulong)result);

    /// <summary>What the answer of a provider, of which nothing is noted yet, came to.</summary>
    public void Note(int place, ProviderOutcome outcome) => Add(place, (ulong)(outcome + 1) << 4);

    /// <summary>Another result in place of the one that is noted.</summary>
    public void Change(int place, StepResult result) => Add(place, (ulong)ResultAt(place) ^ (ulong)result);

    /// <summary>The same bytes, apart from those of whoever holds these.</summary>
    public readonly StepBytes Copy() => this with { _others = (byte[]?)_others?.Clone() };

    private readonly byte this[int place] => place switch
    {
        < 8 => (byte)(_first >> (place * 8)),
        < Inside => (byte)(_second >> ((place - 8) * 8)),
        _ => _others![place - Inside],
    };

    private void Add(int place, ulong value)
    {
        if (place < 8)
            _first ^= value << (place * 8);
        else if (place < Inside)
            _second ^= value << ((place - 8) * 8);
        else
            _others![place - Inside] ^= (byte)value;
    }
}
