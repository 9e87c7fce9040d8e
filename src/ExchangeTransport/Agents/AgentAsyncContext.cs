using System;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.Exchange.Data.Transport;

public class AgentAsyncContext
{
    // The session goes on elsewhere: the thread that completes is the agent's, often its resolver's.
    private readonly TaskCompletionSource<bool> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _completed;

    internal AgentAsyncContext()
    {
    }

    public Exception AsyncException { get; set; }

    internal Task Completion => _completion.Task;

    public virtual void Complete()
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
            throw new InvalidOperationException("This event has been completed already.");
        if (AsyncException == null)
            _completion.SetResult(true);
        else
            _completion.SetException(AsyncException);
    }

    // Exchange puts its ambient state on the calling thread here; the stand-in has none.
    public virtual void Resume()
    {
    }
}
