using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.InForce;

/// <summary>What the running processes have in force, for commands that show the settings: where both are not the same, the processes are right.</summary>
public sealed class InForceView
{
    private readonly StatusReport? _report;

    private InForceView(StatusReport? report)
    {
        _report = report;
        Processes = report is null ? [] : [.. report.Processes.Where(static process => process.IsRunning)];
    }

    /// <summary>Nothing is known of any process.</summary>
    public static InForceView None { get; } = new(null);

    /// <summary>The processes that run with the settings file.</summary>
    public IReadOnlyList<RunningProcess> Processes { get; }

    /// <summary>Reads what the processes have written; one that does not run, or may not be looked at, is none.</summary>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="settings">What it says.</param>
    /// <param name="clock">Where time comes from.</param>
    public static InForceView Read(string settingsPath, FilterSettings settings, Clock clock) => new(StatusReport.Read(settingsPath, settings, clock));

    /// <summary>The list as processes have it in force; for a process whose settings do not have the list the state is null.</summary>
    public IEnumerable<(RunningProcess Process, ListState? State)> Of(ListSettings list)
    {
        if (list is null)
            throw new ArgumentNullException(nameof(list));
        return Processes
            .Select(process => (process, process.State.Lists.FirstOrDefault(one => string.Equals(one.Name, list.Name, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>The provider as the processes that filter mail ask it; for one that does not ask it the state is null.</summary>
    public IEnumerable<(RunningProcess Process, ProviderState? State)> Of(ProviderSettings provider, ProviderKind kind)
    {
        var id = RememberedList.IdOf(provider, kind);
        return Processes.Where(static process => process.FiltersMail)
            .Select(process => (process, process.State.Providers.FirstOrDefault(one => string.Equals(one.Id, id, StringComparison.Ordinal))));
    }

    /// <summary>
    /// In what the processes do otherwise than the settings file and the lists' files say now, in sentences; none when there is no difference, or no process.
    /// </summary>
    public IEnumerable<string> Differences()
    {
        foreach (var process in Processes)
        {
            foreach (var finding in FileDifferences.Of(process.State, _report!.Settings, TimeSpan.MaxValue))
                yield return $"{process.Name}: {finding.Text}";
            foreach (var list in process.State.Lists.Where(static list => list.IsOldVersion))
            {
                var entries = Times.Count(list.Entries, "entry", "entries");
                yield return $"{process.Name}: List {list.Name}: an old version is active ({entries}), because the file cannot be used: {list.Trouble}.";
            }
        }
    }
}
