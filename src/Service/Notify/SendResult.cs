using System;

namespace IpBlock.Service.Notify;

/// <summary>What came of sending a notification one way.</summary>
/// <param name="IsSent">True when somebody has taken it.</param>
/// <param name="Problem">
/// What went wrong, in plain words without a secret and without a full stop; empty when nothing did. One that was sent may not have reached all.
/// </param>
/// <param name="RetryAfter">How long the other side wants to be left alone; null when it has not said.</param>
internal sealed record SendResult(bool IsSent, string Problem, TimeSpan? RetryAfter = null)
{
    public static readonly SendResult Sent = new(true, "");

    public static SendResult Failed(string problem, TimeSpan? retryAfter = null) => new(false, problem, retryAfter);
}
