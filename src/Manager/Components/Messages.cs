using System;
using IpBlock.Manager.Security;

namespace IpBlock.Manager.Components;

/// <summary>What is said on top of the page of the last thing that was done.</summary>
public sealed class Messages
{
    private bool _isKept;

    /// <summary>The last outcome; null when there is nothing to say any more.</summary>
    public CommandOutcome? Last { get; private set; }

    /// <summary>Is told of each change of <see cref="Last"/>.</summary>
    public event Action? Changed;

    /// <summary>Says what came of a command.</summary>
    public void Tell(CommandOutcome outcome) => Set(outcome);

    /// <summary>Takes away what was said.</summary>
    public void Clear() => Set(null);

    /// <summary>Has what was said stay when the page leads to another by itself, once.</summary>
    public void KeepOverMove() => _isKept = true;

    /// <summary>The viewer has come to another page: what was said is of the one before.</summary>
    public void Moved()
    {
        if (!_isKept)
            Clear();
        _isKept = false;
    }

    private void Set(CommandOutcome? outcome)
    {
        Last = outcome;
        Changed?.Invoke();
    }
}
