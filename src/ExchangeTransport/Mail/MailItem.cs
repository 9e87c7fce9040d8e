using System;
using System.Collections.Generic;
using System.IO;

namespace Microsoft.Exchange.Data.Transport;

// Exchange's MailItem has a Message too; its type lives half in another assembly, so it is left out.
public abstract class MailItem
{
    internal MailItem()
    {
    }

    public abstract DateTime DateTimeReceived { get; }

    public abstract DeliveryPriority DeliveryPriority { get; set; }

    public abstract DsnFormatRequested DsnFormatRequested { get; set; }

    public abstract string EnvelopeId { get; set; }

    public abstract RoutingAddress FromAddress { get; set; }

    public abstract DeliveryMethod InboundDeliveryMethod { get; }

    public abstract long MimeStreamLength { get; }

    public abstract bool MustDeliver { get; }

    public abstract string OriginalAuthenticator { get; set; }

    public abstract string OriginatingDomain { get; }

    public abstract string OriginatorOrganization { get; set; }

    public abstract IDictionary<string, object> Properties { get; }

    public abstract EnvelopeRecipientCollection Recipients { get; }

    public abstract Guid TenantId { get; }

    public abstract Stream GetMimeReadStream();

    public abstract Stream GetMimeWriteStream();

    public abstract void SetMustDeliver();
}
