using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Exceptions;

/// <summary>
/// Clients that are never refused, by address. Sorted by first address, each entry with the highest last address up to it: a search goes to the last
/// entry that begins at or below the address and back only as long as one before it can still reach so far.
/// </summary>
public sealed class ClientExceptions
{
    private readonly ClientException[] _entries;
    private readonly AddressRange[] _ranges;
    private readonly Address[] _reach;

    /// <summary>The exceptions that name addresses; host names are left to <see cref="HostNameExceptions"/>.</summary>
    public ClientExceptions(IEnumerable<ClientException> exceptions)
    {
        var entries = new List<ClientException>();
        foreach (var exception in exceptions)
        {
            if (exception.Client.Range is not null)
                entries.Add(exception);
        }

        entries.Sort(static (a, b) => a.Client.Range!.Value.First.CompareTo(b.Client.Range!.Value.First));
        _entries = [.. entries];
        _ranges = Array.ConvertAll(_entries, static entry => entry.Client.Range!.Value);
        _reach = new Address[_entries.Length];
        for (var i = 0; i < _entries.Length; i++)
            _reach[i] = i > 0 && _reach[i - 1] > _ranges[i].Last ? _reach[i - 1] : _ranges[i].Last;
    }

    /// <summary>The exception that covers the client now, or null.</summary>
    public ClientException? Find(Address client, DateTimeOffset now)
    {
        for (var i = LastAtOrBelow(client); i >= 0 && _reach[i] >= client; i--)
        {
            if (_ranges[i].Contains(client) && !(_entries[i].Expires <= now))
                return _entries[i];
        }

        return null;
    }

    private int LastAtOrBelow(Address client)
    {
        int low = 0, high = _ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges[middle].First <= client)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }
}
