using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Settings;

namespace IpBlock.Exceptions;

/// <summary>Clients that are never refused, by host name. Only a verified name counts.</summary>
public sealed class HostNameExceptions
{
    private readonly List<ClientException> _entries = [];
    private readonly NamePatterns _patterns;
    private readonly VerifiedNames _names;

    /// <summary>The exceptions that name hosts; addresses are left to <see cref="ClientExceptions"/>.</summary>
    public HostNameExceptions(IEnumerable<ClientException> exceptions, IDnsResolver resolver)
    {
        _names = new VerifiedNames(resolver);
        foreach (var exception in exceptions)
        {
            if (exception.Client.HostName is not null)
                _entries.Add(exception);
        }

        _patterns = new NamePatterns(_entries.ConvertAll(static entry => NamePattern.Whole(entry.Client.HostName!)));
    }

    /// <summary>True when there is any, so that a client's name is worth looking up.</summary>
    public bool Any => _entries.Count > 0;

    /// <summary>The exception that covers the client by one of its verified names, or null.</summary>
    public async Task<ClientException?> FindAsync(Address client, DateTimeOffset now) => Find(await _names.FindAsync(client).ConfigureAwait(false), now);

    /// <summary>The exception that covers a client of these verified names, or null.</summary>
    public ClientException? Find(IReadOnlyList<string> verifiedNames, DateTimeOffset now)
    {
        foreach (var name in verifiedNames)
        {
            var first = _patterns.First(name, number => !(_entries[number].Expires <= now));
            if (first >= 0)
                return _entries[first];
        }

        return null;
    }
}
