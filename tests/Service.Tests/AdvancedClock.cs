using System;
using System.Threading.Tasks;
using IpBlock.Testing;
using IpBlock.Tests.Time;

namespace IpBlock.Service.Tests;

/// <summary>Waiting while the time of a service under test goes on.</summary>
internal static class AdvancedClock
{
    /// <summary>Advances step by step until it is so, with a pause after each in which other threads do their part.</summary>
    /// <param name="clock">The service's.</param>
    /// <param name="step">By how much at a time.</param>
    /// <param name="isSo">Looks, before each step.</param>
    /// <param name="what">What is said when it never is.</param>
    public static Task AdvanceUntilAsync(this FakeClock clock, TimeSpan step, Func<bool> isSo, Func<string> what) => Waiting.UntilAsync(
        () =>
        {
            if (isSo())
                return true;
            clock.Advance(step);
            return false;
        },
        what);
}
