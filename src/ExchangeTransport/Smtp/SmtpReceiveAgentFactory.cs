namespace Microsoft.Exchange.Data.Transport.Smtp;

public abstract class SmtpReceiveAgentFactory : AgentFactory
{
    protected SmtpReceiveAgentFactory()
    {
    }

    public abstract SmtpReceiveAgent CreateAgent(SmtpServer server);
}
