using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.InForce;

/// <summary>Has the running processes probe a provider now, and waits for what they find.</summary>
public sealed class ProviderRetry
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    private ProviderRetry(RunningProcess process, ProviderState? before, ProviderState? after) => (Process, Before, After) = (process, before, after);

    /// <summary>The process that was asked.</summary>
    public RunningProcess Process { get; }

    /// <summary>How the provider was before; null when this process does not ask it.</summary>
    public ProviderState? Before { get; }

    /// <summary>How it is after the probe; null when none was made within 15 seconds.</summary>
    public ProviderState? After { get; }

    /// <summary>Asks each running process, and waits. One result for each; none when none runs.</summary>
    /// <param name="settingsPath">The settings file of the processes.</param>
    /// <param name="settings">What it says.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="kind">Block list or allow list.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="System.IO.IOException">A request cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not ask.</exception>
    public static async Task<IReadOnlyList<ProviderRetry>> RunAsync(
        string settingsPath, FilterSettings settings, ProviderSettings provider, ProviderKind kind, Clock clock, CancellationToken stop)
    {
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        var asked = InForceView.Read(settingsPath, settings, clock).Of(provider, kind).ToList();
        var at = clock.UtcNow;
        foreach (var (process, state) in asked)
        {
            if (state is not null && process.State.WatchesProviders)
                ProbeRequest.Leave(process.Folder, process.State, state, at);
        }

        var results = await Task.WhenAll(asked.Select(one => AfterAsync(one.Process, one.State, at, clock, stop))).ConfigureAwait(false);
        return results;
    }

    private static async Task<ProviderRetry> AfterAsync(RunningProcess process, ProviderState? before, DateTimeOffset at, Clock clock, CancellationToken stop)
    {
        var until = clock.Elapsed + Patience;
        while (before is not null && process.State.WatchesProviders && clock.Elapsed < until)
        {
            await clock.Delay(BetweenLooks, stop).ConfigureAwait(false);
            var now = Reread(process)?.Providers.FirstOrDefault(one => string.Equals(one.Id, before.Id, StringComparison.Ordinal));
            if (now?.Probed >= at)
                return new ProviderRetry(process, before, now);
        }

        return new ProviderRetry(process, before, null);
    }

    private static ProcessState? Reread(RunningProcess process) =>
        StateFile.ReadAll(process.Folder).FirstOrDefault(state => state.ProcessId == process.State.ProcessId && state.IsSameProgram(process.State));
}
