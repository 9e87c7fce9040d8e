using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.Agent;

/// <summary>Listens to nothing: what Exchange gets when the filter could not start.</summary>
internal sealed class IdleAgent : SmtpReceiveAgent
{
}
