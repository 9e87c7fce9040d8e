namespace Microsoft.Exchange.Data.Transport;

public abstract class AgentFactory
{
    protected AgentFactory()
    {
    }

    public virtual void Close()
    {
    }
}
