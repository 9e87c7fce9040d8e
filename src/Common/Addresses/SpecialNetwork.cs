using System;

namespace IpBlock.Addresses;

/// <summary>A network of the IANA registries of special-purpose addresses.</summary>
public sealed class SpecialNetwork
{
    internal SpecialNetwork(string range, string name, string source, bool isOwn)
    {
        Range = AddressRange.TryParse(range, out var read, out var reason) ? read : throw new FormatException(reason);
        Name = name;
        Source = source;
        IsOwn = isOwn;
    }

    /// <summary>Its addresses.</summary>
    public AddressRange Range { get; }

    /// <summary>What they are for.</summary>
    public string Name { get; }

    /// <summary>Where that is written: an RFC with its section.</summary>
    public string Source { get; }

    /// <summary>
    /// True for addresses under which a site's own machines, or a carrier's, reach this server, and which no list on the internet knows. False for those that the
    /// internet routes (6to4, Teredo), and for those that nobody connects from (documentation, multicast, reserved).
    /// </summary>
    public bool IsOwn { get; }

    /// <summary>In words: <c>100.64.0.0/10, shared address space of carriers (RFC 6598)</c>.</summary>
    public override string ToString() => $"{Range}, {Name} ({Source})";
}
