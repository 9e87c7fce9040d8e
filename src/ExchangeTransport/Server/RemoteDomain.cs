using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Exchange.Data.Transport;

public abstract class RemoteDomain
{
    protected RemoteDomain()
    {
    }

    public abstract bool IsInternal { get; }

    public abstract string NameSpecification { get; }

    public abstract string NonMimeCharset { get; }
}

public abstract class RemoteDomainCollection : IEnumerable<RemoteDomain>
{
    protected RemoteDomainCollection()
    {
    }

    public RemoteDomain Find(RoutingAddress smtpAddress) => Find(smtpAddress.DomainPart);

    public abstract RemoteDomain Find(string domainName);

    public abstract IEnumerator<RemoteDomain> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
