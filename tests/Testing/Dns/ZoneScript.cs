using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>
/// A zone, usually a block list. Records that are added without naming an address (<c>Text</c>, <c>ManyAddresses</c> …) belong to the entry
/// named last; before any is named, to every name of the zone. How it behaves (<c>Delay</c>, <c>Silent</c> …) holds for the whole zone.
/// </summary>
public sealed class ZoneScript : Script<ZoneScript>
{
    private readonly ScriptedDnsServer _server;
    private NameScript _current;

    internal ZoneScript(ScriptedDnsServer server, string name)
    {
        _server = server;
        Name = name;
        _current = World;
    }

    public string Name { get; }

    /// <summary>What every name has that has nothing of its own.</summary>
    internal NameScript World { get; } = new();

    /// <summary>What every name is said to have, entry or not.</summary>
    internal NameScript Always { get; } = new();

    /// <summary>Lists an address under its reversed name (RFC 5782 §2.1, §2.4), in place of an older entry.</summary>
    public ZoneScript Lists(string address, params string[] codes)
    {
        _current = At(address).Clear();
        return WithCodes(codes);
    }

    /// <summary>Takes an address off the list.</summary>
    public ZoneScript Delists(string address)
    {
        At(address).Clear();
        return this;
    }

    /// <summary>Lists every address that has no entry of its own: what an abandoned list does one day.</summary>
    public ZoneScript ListsTheWorld(params string[] codes)
    {
        _current = World.Clear();
        return WithCodes(codes);
    }

    /// <summary>Gives this answer to everything, entries included: how a list refuses a client that asks too much.</summary>
    public ZoneScript AnswersAlways(params string[] codes)
    {
        _current = Always.Clear();
        return WithCodes(codes);
    }

    /// <summary>The entry of one address, to make it alone behave otherwise.</summary>
    public NameScript At(string address) => _server.Name(WireName.Listed(address, Name));

    /// <inheritdoc/>
    public override ZoneScript CnameChain(int links, string address)
    {
        _current.CnameChain(links, address);
        return this;
    }

    /// <summary>Takes back <see cref="ListsTheWorld"/> and <see cref="AnswersAlways"/>.</summary>
    public ZoneScript ListsTheWorldNoMore()
    {
        World.Clear();
        Always.Clear();
        return this;
    }

    private protected override ZoneScript Add(params WireRecord[] records)
    {
        _current.Append(records);
        return this;
    }

    private ZoneScript WithCodes(string[] codes)
    {
        foreach (var code in codes)
            _current.Address(code);
        return this;
    }
}
