using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>The networks that hold the place a sweep has come to. They lie in each other, never across: a stack, and its top is the narrowest.</summary>
internal sealed class OpenNetworks(IpSetBuilder builder)
{
    private readonly Stack<(AddressRange Network, byte Value)> _open = new();

    // The first address that is not decided yet; null behind the last of all.
    private Address? _from;

    public void Enter(AddressRange network, byte value)
    {
        while (_open.Count > 0 && _open.Peek().Network.Last < network.First)
            Leave();
        if (_open.Count > 0 && _from < network.First)
            Give(network.First.Previous);
        _from = network.First;
        _open.Push((network, value));
    }

    public void LeaveAll()
    {
        while (_open.Count > 0)
            Leave();
    }

    private void Leave()
    {
        var last = _open.Peek().Network.Last;
        if (_from <= last)
        {
            Give(last);
            _from = last.Next == default ? null : last.Next;
        }

        _open.Pop();
    }

    // What lies between two IPv4 networks may belong to an IPv6 network around all of IPv4.
    private void Give(Address last)
    {
        var (network, value) = _open.Peek();
        if (value == 0)
            return;
        if (network.First.IsIPv4)
            builder.Add(AddressRange.Between(_from!.Value, last), value);
        else
            builder.AddIPv6(_from!.Value, last, value);
    }
}
