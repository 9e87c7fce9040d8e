using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.TransportHost.Smtp;

/// <summary>What an agent decided in one event. Nothing set: the session goes on.</summary>
internal sealed class Outcome
{
    private static readonly SmtpResponse Unexplained = new("550", "5.7.1", "Refused");

    public SmtpResponse? Refusal { get; private set; }

    public bool IsDisconnected { get; private set; }

    public void Refuse(SmtpResponse response) => Refusal = response.IsEmpty ? Unexplained : response;

    public void Disconnect() => IsDisconnected = true;
}
