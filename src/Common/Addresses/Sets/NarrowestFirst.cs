using System;
using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>
/// Ranges of one list of which the narrowest network decides, exclusions (value 0) included, as in the trie of rbldnsd: 10.0.0.0/8 listed, 10.1.0.0/16 excluded,
/// 10.1.2.3 listed again. A range counts as the networks that it consists of. Of equal networks an exclusion decides, else the lower value.
/// </summary>
internal sealed class NarrowestFirst
{
    private readonly List<(AddressRange Network, byte Value)> _networks = [];

    public void Add(AddressRange range, byte value)
    {
        if (range.First == range.Last)
        {
            _networks.Add((range, value));
            return;
        }

        foreach (var network in range.Networks())
            _networks.Add((network, value));
    }

    /// <summary>Gives what is listed to <paramref name="builder"/>, no address twice.</summary>
    public void AddTo(IpSetBuilder builder)
    {
        _networks.Sort(Compare);
        var open = new OpenNetworks(builder);
        AddressRange? previous = null;
        foreach (var (network, value) in _networks)
        {
            if (network != previous)
                open.Enter(network, value);
            previous = network;
        }

        open.LeaveAll();
    }

    private static int Compare((AddressRange Network, byte Value) left, (AddressRange Network, byte Value) right)
    {
        var byFirst = left.Network.First.CompareTo(right.Network.First);
        if (byFirst != 0)
            return byFirst;
        var widestFirst = right.Network.Last.CompareTo(left.Network.Last);
        if (widestFirst != 0)
            return widestFirst;
        return left.Value.CompareTo(right.Value);
    }
}
