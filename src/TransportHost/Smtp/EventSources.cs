using System;
using System.Collections.Generic;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

internal sealed class ConnectSource(Outcome outcome) : ConnectEventSource
{
    public override void RejectConnection(SmtpResponse response) => outcome.Refuse(response);

    public override void Disconnect() => outcome.Disconnect();

    public override CertificateValidationStatus ValidateCertificate() => NoCertificate.Validate();

    public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) =>
        NoCertificate.Validate(out matchedCertDomain);
}

internal sealed class CommandSource(Outcome outcome) : ReceiveCommandEventSource
{
    public override void RejectCommand(SmtpResponse response) => outcome.Refuse(response);

    public override void RejectCommand(SmtpResponse response, string trackingContext) => outcome.Refuse(response);

    public override void Disconnect() => outcome.Disconnect();

    public override CertificateValidationStatus ValidateCertificate() => NoCertificate.Validate();

    public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) =>
        NoCertificate.Validate(out matchedCertDomain);
}

internal sealed class AuthenticationEndSource(Outcome outcome) : EndOfAuthenticationEventSource
{
    public override void RejectAuthentication(SmtpResponse response) => outcome.Refuse(response);

    public override void Disconnect() => outcome.Disconnect();

    public override CertificateValidationStatus ValidateCertificate() => NoCertificate.Validate();

    public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) =>
        NoCertificate.Validate(out matchedCertDomain);
}

internal sealed class MessageSource(Outcome outcome) : ReceiveMessageEventSource
{
    public override void RejectMessage(SmtpResponse response) => outcome.Refuse(response);

    public override void RejectMessage(SmtpResponse response, string trackingContext) => outcome.Refuse(response);

    // The reply may be a 250: the client believes that the message went on.
    public override void DiscardMessage(SmtpResponse response, string trackingContext) => outcome.Refuse(response);

    public override void Quarantine(IEnumerable<EnvelopeRecipient> recipients, string quarantineReason) =>
        throw new NotSupportedException("There is no quarantine here.");

    public override void Disconnect() => outcome.Disconnect();

    public override CertificateValidationStatus ValidateCertificate() => NoCertificate.Validate();

    public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) =>
        NoCertificate.Validate(out matchedCertDomain);
}

internal sealed class RejectSource(Outcome outcome) : RejectEventSource
{
    public override void Disconnect() => outcome.Disconnect();

    public override CertificateValidationStatus ValidateCertificate() => NoCertificate.Validate();

    public override CertificateValidationStatus ValidateCertificate(string domain, out string matchedCertDomain) =>
        NoCertificate.Validate(out matchedCertDomain);
}

internal sealed class DisconnectSource : DisconnectEventSource;

internal static class NoCertificate
{
    public static CertificateValidationStatus Validate() => CertificateValidationStatus.EmptyCertificate;

    public static CertificateValidationStatus Validate(out string matchedCertDomain)
    {
        matchedCertDomain = null!;
        return CertificateValidationStatus.EmptyCertificate;
    }
}
