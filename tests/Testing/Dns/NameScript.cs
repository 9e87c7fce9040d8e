using System.Collections.Immutable;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>One name: its records, and how it behaves if other than its zone.</summary>
public sealed class NameScript : Script<NameScript>
{
    private ImmutableArray<WireRecord> _records = [];
    private volatile int _links;

    internal ImmutableArray<WireRecord> Records => _records;

    internal int Links => _links;

    /// <summary>How many aliases stand before the records.</summary>
    public override NameScript CnameChain(int links, string address)
    {
        _links = links;
        return Address(address);
    }

    /// <summary>Takes all records away: the name does not exist any more.</summary>
    public NameScript Clear()
    {
        ImmutableInterlocked.InterlockedExchange(ref _records, []);
        _links = 0;
        return this;
    }

    internal void Append(WireRecord[] records) => Add(records);

    private protected override NameScript Add(params WireRecord[] records)
    {
        ImmutableInterlocked.Update(ref _records, static (all, more) => all.AddRange(more), records);
        return this;
    }
}
