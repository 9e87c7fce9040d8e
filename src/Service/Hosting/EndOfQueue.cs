using System;
using System.Runtime.CompilerServices;

namespace IpBlock.Service.Hosting;

/// <summary>To be awaited by whoever gives others their turn: what follows runs when all have had theirs that were in the queue before.</summary>
internal readonly struct EndOfQueue(Action<Action> queue) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public EndOfQueue GetAwaiter() => this;

    public void GetResult()
    {
        return;
    }

    public void OnCompleted(Action continuation) => queue(continuation);

    public void UnsafeOnCompleted(Action continuation) => queue(continuation);
}
