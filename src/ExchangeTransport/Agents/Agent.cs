using System;
using System.Threading.Tasks;

namespace Microsoft.Exchange.Data.Transport;

public abstract class Agent
{
    private AgentAsyncContext _taken;
    private bool _inEvent;

    protected Agent()
    {
    }

    protected internal string EventTopic { get; internal set; }

    protected internal string Name { get; internal set; }

    protected AgentAsyncContext GetAgentAsyncContext()
    {
        if (!_inEvent)
            throw new InvalidOperationException("There is no event to complete later: the context is taken inside the handler.");
        if (_taken != null)
            throw new InvalidOperationException("The context of this event has been taken already.");
        return _taken = new AgentAsyncContext();
    }

    // A handler that has not taken the context is done when it returns; the others are done when they complete it.
    internal Task Run(string topic, Action handler)
    {
        EventTopic = topic;
        _taken = null;
        _inEvent = true;
        try
        {
            handler();
        }
        finally
        {
            _inEvent = false;
        }

        return _taken == null ? Task.CompletedTask : _taken.Completion;
    }
}
