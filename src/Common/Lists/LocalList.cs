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
    /// <param name="entries">In any order.</param>
    /// <param name="nat64">The site's own NAT64 prefix: entries under it hold the IPv4 clients that they stand for.</param>
    public LocalList(IEnumerable<ListEntry> entries, Nat64Prefix? nat64 = null) =>
        _entries = new ExpiringRanges<ListEntry>(entries.Select(entry => (Nat64Prefix.Fold(nat64, entry.Address), entry.Expires, entry)));

    /// <summary>The entry that holds the client now, or null.</summary>
    public ListEntry? Find(Address client, DateTimeOffset now) => _entries.Find(client, now);
}
