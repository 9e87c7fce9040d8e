using System;

namespace Microsoft.Exchange.Data.Transport;

// Exchange's SmtpServer also submits messages; that member would drag in the MIME assembly and is left out.
public abstract class SmtpServer
{
    internal SmtpServer()
    {
    }

    public abstract AcceptedDomainCollection AcceptedDomains { get; }

    public abstract AddressBook AddressBook { get; }

    public abstract IPPermission IPPermission { get; }

    public abstract string Name { get; }

    public abstract RemoteDomainCollection RemoteDomains { get; }

    public abstract Version Version { get; }
}
