using System.Collections.Generic;

namespace Microsoft.Exchange.Data.Transport;

public abstract class EnvelopeRecipient
{
    internal EnvelopeRecipient()
    {
    }

    public abstract RoutingAddress Address { get; set; }

    public abstract string OriginalRecipient { get; set; }

    public abstract DeliveryMethod OutboundDeliveryMethod { get; }

    public abstract IDictionary<string, object> Properties { get; }

    public abstract RecipientCategory RecipientCategory { get; }

    public abstract DsnTypeRequested RequestedReports { get; set; }

    public abstract RoutingDomain RoutingOverride { get; }

    public abstract void SetRoutingOverride(RoutingDomain routingDomain);
}
