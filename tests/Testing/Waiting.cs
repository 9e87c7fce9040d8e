using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing;

/// <summary>Waiting for what happens on another thread or in another process.</summary>
public static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks until it is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What is said when it never is.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It has not become so in 90 seconds.</exception>
    public static Task UntilAsync(Func<bool> isSo, Func<string> what, CancellationToken stop = default) =>
        UntilAsync(() => Task.FromResult(isSo()), what, stop: stop);

    /// <summary>Looks until it is so.</summary>
    /// <param name="isSo">Looks.</param>
    /// <param name="what">What is said when it never is.</param>
    /// <param name="patience">How long it may take; 90 seconds if not said.</param>
    /// <param name="between">The pause between two looks; 10 milliseconds if not said.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It has not become so in that time.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> isSo, Func<string> what, TimeSpan? patience = null, TimeSpan? between = null, CancellationToken stop = default)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (waited.Elapsed > (patience ?? Patience))
                throw new TimeoutException(what());
            await Task.Delay(between ?? BetweenLooks, stop);
        }
    }
}
