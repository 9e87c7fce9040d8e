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
    public ClientExceptions(IEnumerable<ClientException> exceptions) =>
        _entries = new ExpiringRanges<ClientException>(exceptions
            .Where(static exception => exception.Client.Range is not null)
            .Select(static exception => (exception.Client.Range!.Value, exception.Expires, exception)));

    /// <summary>The exception that covers the client now, or null.</summary>
    public ClientException? Find(Address client, DateTimeOffset now) => _entries.Find(client, now);
}
