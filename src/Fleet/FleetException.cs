using System;

namespace IpBlock.Fleet;

/// <summary>Something of the fleet cannot be done. The message is a sentence for the administrator, without secrets.</summary>
public sealed class FleetException : Exception
{
    /// <param name="message">Why, and what to do.</param>
    /// <param name="inner">What lies behind it.</param>
    public FleetException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
