using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Exceptions;

/// <summary>Clients that are never refused, by address.</summary>
public sealed class ClientExceptions
{
    private readonly ExpiringRanges<ClientException> _entries;

    /// <summary>The exceptions that name addresses; host names are left to <see cref="HostNameExceptions"/>.</summary>
    /// <param name="exceptions">In any order.</param>
    /// <param name="nat64">The site's own NAT64 prefix: exceptions under it cover the IPv4 clients that they stand for.</param>
    public ClientExceptions(IEnumerable<ClientException> exceptions, Nat64Prefix? nat64 = null) =>
        _entries = new ExpiringRanges<ClientException>(exceptions
            .Where(static exception => exception.Client.Range is not null)
            .Select(exception => (Nat64Prefix.Fold(nat64, exception.Client.Range!.Value), exception.Expires, exception)));

    /// <summary>The exception that covers the client now, or null.</summary>
    public ClientException? Find(Address client, DateTimeOffset now) => _entries.Find(client, now);
}
