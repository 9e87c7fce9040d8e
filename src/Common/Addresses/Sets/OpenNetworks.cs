using System.Collections.Generic;

namespace IpBlock.Addresses.Sets;

/// <summary>The networks that hold the place a sweep has come to. They lie in each other, never across: a stack, and its top is the narrowest.</summary>
internal sealed class OpenNetworks(IpSetBuilder builder)
{
    private readonly Stack<(Address Last, byte Value)> _open = new();

    // The first address that is not decided yet; null behind the last of all.
    private Address? _from;

    public void Enter(AddressRange network, byte value)
    {
        while (_open.Count > 0 && _open.Peek().Last < network.First)
            Leave();
        if (_open.Count > 0 && _from < network.First)
            Give(network.First.Previous, _open.Peek().Value);
        _from = network.First;
        _open.Push((network.Last, value));
    }

    public void LeaveAll()
    {
        while (_open.Count > 0)
            Leave();
    }

    private void Leave()
    {
        var (last, value) = _open.Pop();
        if (!(_from <= last))
            return;
        Give(last, value);
        _from = last.Next == default ? null : last.Next;
    }

    private void Give(Address last, byte value)
    {
        if (value != 0)
            builder.Add(AddressRange.Between(_from!.Value, last), value);
    }
}
