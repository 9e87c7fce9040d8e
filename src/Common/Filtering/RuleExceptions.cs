using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Exceptions;
using IpBlock.Settings;

namespace IpBlock.Filtering;

/// <summary>The clients that one rule does not refuse.</summary>
internal sealed class RuleExceptions
{
    private readonly ClientExceptions _addresses;
    private readonly HostNameExceptions _names;

    public RuleExceptions(IEnumerable<ClientPattern> clients, IDnsResolver resolver, Nat64Prefix? nat64)
    {
        var all = clients.Select(static client => new ClientException { Client = client }).ToList();
        _addresses = new ClientExceptions(all, nat64);
        _names = new HostNameExceptions(all, resolver);
    }

    /// <summary>True when there are host names, which take lookups to compare.</summary>
    public bool HaveNames => _names.Any;

    public bool HaveAddress(Address client, DateTimeOffset now) => _addresses.Find(client, now) is not null;

    public async Task<bool> HaveNameAsync(Address client, DateTimeOffset now) => await _names.FindAsync(client, now).ConfigureAwait(false) is not null;
}
