using System;
using Microsoft.Exchange.Data.Transport;
using Microsoft.Exchange.Data.Transport.Smtp;

namespace IpBlock.ExchangeTransport.Agents;

internal sealed class ProbeAgent : SmtpReceiveAgent
{
    public ProbeAgent(Action<ProbeAgent> onConnect) => OnConnect += (_, _) => onConnect(this);

    public string Topic => EventTopic;

    public AgentAsyncContext Take() => GetAgentAsyncContext();

    public void Listen(NoopCommandEventHandler handler) => OnNoopCommand += handler;

    public void Unlisten(NoopCommandEventHandler handler) => OnNoopCommand -= handler;
}
