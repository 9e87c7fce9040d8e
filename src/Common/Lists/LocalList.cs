using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Lists;

/// <summary>The site's own list of addresses: entries made by hand, with comment and expiry.</summary>
public sealed class LocalList
{
    private readonly ExpiringRanges<ListEntry> _entries;

    /// <summary>The list as it stands in the settings.</summary>
    public LocalList(IEnumerable<ListEntry> entries) =>
        _entries = new ExpiringRanges<ListEntry>(entries.Select(static entry => (entry.Address, entry.Expires, entry)));

    /// <summary>The entry that holds the client now, or null.</summary>
    public ListEntry? Find(Address client, DateTimeOffset now) => _entries.Find(client, now);
}
