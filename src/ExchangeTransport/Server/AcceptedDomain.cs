using System;
using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Exchange.Data.Transport;

public abstract class AcceptedDomain
{
    protected AcceptedDomain()
    {
    }

    public abstract bool IsInCorporation { get; }

    public abstract string NameSpecification { get; }

    public abstract Guid TenantId { get; }

    public abstract bool UseAddressBook { get; }
}

public abstract class AcceptedDomainCollection : IEnumerable<AcceptedDomain>
{
    protected AcceptedDomainCollection()
    {
    }

    public AcceptedDomain Find(RoutingAddress smtpAddress) => Find(smtpAddress.DomainPart);

    public abstract AcceptedDomain Find(string domainName);

    public abstract IEnumerator<AcceptedDomain> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
