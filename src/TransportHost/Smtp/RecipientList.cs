using System;
using System.Collections.Generic;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

internal sealed class RecipientList : EnvelopeRecipientCollection
{
    private readonly List<EnvelopeRecipient> _recipients = new();

    public override bool CanAdd => true;

    public override int Count => _recipients.Count;

    public override EnvelopeRecipient this[int index] => _recipients[index];

    public override void Add(RoutingAddress address) => _recipients.Add(new Recipient(address));

    public override void Clear() => _recipients.Clear();

    public override bool Contains(RoutingAddress address) => _recipients.Exists(recipient => recipient.Address == address);

    public override Enumerator GetEnumerator() => new(_recipients);

    public override bool Remove(EnvelopeRecipient recipient) => _recipients.Remove(recipient);

    public override bool Remove(EnvelopeRecipient recipient, DsnType dsnType, SmtpResponse smtpResponse) => Remove(recipient);

    public override bool Remove(EnvelopeRecipient recipient, DsnType dsnType, SmtpResponse smtpResponse, string sourceContext) =>
        Remove(recipient);

    public override int Remove(RoutingAddress address) => _recipients.RemoveAll(recipient => recipient.Address == address);

    public List<string> Addresses() => _recipients.ConvertAll(recipient => recipient.Address.ToString());

    private sealed class Recipient : EnvelopeRecipient
    {
        private RoutingDomain _override;

        public Recipient(RoutingAddress address) => Address = address;

        public override RoutingAddress Address { get; set; }

        public override string OriginalRecipient { get; set; } = null!;

        public override DeliveryMethod OutboundDeliveryMethod => DeliveryMethod.Unknown;

        public override IDictionary<string, object> Properties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

        public override RecipientCategory RecipientCategory => RecipientCategory.Unknown;

        public override DsnTypeRequested RequestedReports { get; set; }

        public override RoutingDomain RoutingOverride => _override;

        public override void SetRoutingOverride(RoutingDomain routingDomain) => _override = routingDomain;
    }
}
