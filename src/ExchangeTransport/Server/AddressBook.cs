using System.Collections.ObjectModel;

namespace Microsoft.Exchange.Data.Transport;

public abstract class AddressBook
{
    internal AddressBook()
    {
    }

    public abstract bool Contains(RoutingAddress smtpAddress);

    public abstract AddressBookEntry Find(RoutingAddress smtpAddress);

    public abstract ReadOnlyCollection<AddressBookEntry> Find(EnvelopeRecipientCollection recipients);

    public abstract ReadOnlyCollection<AddressBookEntry> Find(params RoutingAddress[] smtpAddresses);

    public abstract bool IsInternal(RoutingAddress address);

    public abstract bool IsInternal(RoutingDomain domain);

    public abstract bool IsInternalTo(RoutingAddress address, RoutingAddress organizationAddress);

    public abstract bool IsInternalTo(RoutingAddress address, RoutingDomain organizationDomain);

    public abstract bool IsMemberOf(RoutingAddress recipientSmtpAddress, RoutingAddress groupSmtpAddress);

    public abstract bool IsSameRecipient(RoutingAddress proxyAddressA, RoutingAddress proxyAddressB);
}
