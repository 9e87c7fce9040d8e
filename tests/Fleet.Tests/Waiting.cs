using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Fleet.Tests;

/// <summary>Waiting for what happens on another thread or in another process.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public static Task UntilAsync(Func<bool> isSo, Func<string> what) => UntilAsync(() => Task.FromResult(isSo()), what);

    public static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> what)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waited.Elapsed < Patience, what());
            await Task.Delay(BetweenLooks, TestFleet.Stop);
        }
    }
}
