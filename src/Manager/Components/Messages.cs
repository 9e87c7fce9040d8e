using System;
using IpBlock.Manager.Security;

namespace IpBlock.Manager.Components;

/// <summary>What is said on top of the page of the last thing that was done.</summary>
public sealed class Messages
{
    /// <summary>The last outcome; null when there is nothing to say any more.</summary>
    public CommandOutcome? Last { get; private set; }

    /// <summary>Is told of each change of <see cref="Last"/>.</summary>
    public event Action? Changed;

    /// <summary>Says what came of a command.</summary>
    public void Tell(CommandOutcome outcome) => Set(outcome);

    /// <summary>Takes away what was said.</summary>
    public void Clear() => Set(null);

    private void Set(CommandOutcome? outcome)
    {
        Last = outcome;
        Changed?.Invoke();
    }
}
