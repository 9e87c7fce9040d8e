using System;
using System.Collections.Generic;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent.Tests;

/// <summary>What Exchange hands to a handler, and throws when it is asked to refuse: the session is over, or the agent was too late.</summary>
internal static class FailingSources
{
    public const string Reason = "Exchange would not";

    private static InvalidOperationException Failure => new(Reason);

    internal sealed class OfConnect : ConnectEventSource
    {
        public override void RejectConnection(SmtpResponse response) => throw Failure;

        public override void Disconnect() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) => throw Failure;
    }

    internal sealed class OfCommand : ReceiveCommandEventSource
    {
        public override void RejectCommand(SmtpResponse response) => throw Failure;

        public override void RejectCommand(SmtpResponse response, string trackingContext) => throw Failure;

        public override void Disconnect() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) => throw Failure;
    }

    internal sealed class OfMessage : ReceiveMessageEventSource
    {
        public override void RejectMessage(SmtpResponse response) => throw Failure;

        public override void RejectMessage(SmtpResponse response, string trackingContext) => throw Failure;

        public override void DiscardMessage(SmtpResponse response, string trackingContext) => throw Failure;

        public override void Quarantine(IEnumerable<EnvelopeRecipient> recipients, string quarantineReason) => throw Failure;

        public override void Disconnect() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate() => throw Failure;

        public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) => throw Failure;
    }
}
