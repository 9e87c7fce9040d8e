using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Exchange.Data.Transport;

namespace IpBlock.TransportHost.Smtp;

/// <summary>A message on its way in: the envelope, and as much of the content as has come.</summary>
internal sealed class HostMailItem : MailItem
{
    private readonly RecipientList _recipients = new();

    public HostMailItem(RoutingAddress sender, IDictionary<string, object> properties)
    {
        FromAddress = sender;
        Properties = properties;
    }

    public MemoryStream Content { get; } = new();

    public override DateTime DateTimeReceived { get; } = DateTime.UtcNow;

    public override DeliveryPriority DeliveryPriority { get; set; } = DeliveryPriority.Normal;

    public override DsnFormatRequested DsnFormatRequested { get; set; }

    public override string EnvelopeId { get; set; } = null!;

    public override RoutingAddress FromAddress { get; set; }

    public override DeliveryMethod InboundDeliveryMethod => DeliveryMethod.Smtp;

    public override long MimeStreamLength => Content.Length;

    public override bool MustDeliver => false;

    public override string OriginalAuthenticator { get; set; } = null!;

    public override string OriginatingDomain => FromAddress.DomainPart;

    public override string OriginatorOrganization { get; set; } = null!;

    public override IDictionary<string, object> Properties { get; }

    public override EnvelopeRecipientCollection Recipients => _recipients;

    public override Guid TenantId => Guid.Empty;

    public override Stream GetMimeReadStream() => new MemoryStream(Content.GetBuffer(), 0, (int)Content.Length, writable: false);

    public override Stream GetMimeWriteStream() => throw new NotSupportedException("Messages are not changed here.");

    public override void SetMustDeliver() => throw new NotSupportedException("Nothing is delivered here.");

    public List<string> RecipientAddresses() => _recipients.Addresses();
}
