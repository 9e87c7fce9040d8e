using System;
using System.Collections.Generic;
using System.Net;
using Microsoft.Exchange.Data.Transport;

namespace IpBlock.TransportHost.Smtp;

/// <summary>The server as an agent's factory sees it: no directory, no domains, every address permitted.</summary>
public sealed class HostServer : SmtpServer
{
    /// <summary>A server that calls itself <paramref name="name"/>.</summary>
    public HostServer(string name) => Name = name;

    /// <inheritdoc/>
    public override AcceptedDomainCollection AcceptedDomains { get; } = new NoAcceptedDomains();

    /// <summary>Null: there is no directory here.</summary>
    public override AddressBook AddressBook => null!;

    /// <inheritdoc/>
    public override IPPermission IPPermission { get; } = new EveryAddress();

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override RemoteDomainCollection RemoteDomains { get; } = new NoRemoteDomains();

    /// <inheritdoc/>
    public override Version Version { get; } = typeof(SmtpServer).Assembly.GetName().Version!;

    private sealed class NoAcceptedDomains : AcceptedDomainCollection
    {
        public override AcceptedDomain Find(string domainName) => null!;

        public override IEnumerator<AcceptedDomain> GetEnumerator() => new List<AcceptedDomain>().GetEnumerator();
    }

    private sealed class NoRemoteDomains : RemoteDomainCollection
    {
        public override RemoteDomain Find(string domainName) => null!;

        public override IEnumerator<RemoteDomain> GetEnumerator() => new List<RemoteDomain>().GetEnumerator();
    }

    private sealed class EveryAddress : IPPermission
    {
        public override void AddRestriction(IPAddress ipAddress, TimeSpan expiration, string comments) =>
            throw new NotSupportedException("This server keeps no restrictions.");

        public override PermissionCheckResults Check(IPAddress ipAddress) => PermissionCheckResults.None;
    }
}
