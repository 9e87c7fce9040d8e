using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.InForce;

/// <summary>What the processes with a settings file really do, and in what that is otherwise than the file says.</summary>
public sealed class StatusReport
{
    private StatusReport(string settingsPath, FilterSettings? settings, IReadOnlyList<RunningProcess> processes, IReadOnlyList<Finding> findings,
        DateTimeOffset now)
    {
        SettingsPath = settingsPath;
        Settings = settings;
        Processes = processes;
        Findings = findings;
        Now = now;
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>What the file says; null when it is broken or missing.</summary>
    public FilterSettings? Settings { get; }

    /// <summary>The processes that run, and those that have ended and have no successor.</summary>
    public IReadOnlyList<RunningProcess> Processes { get; }

    /// <summary>What is wrong beside the processes: that there is none, or that this account may not see.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>When this was found out.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The worst of all.</summary>
    public Severity Severity => Processes.Select(static process => process.Severity)
        .Concat(Findings.Select(static finding => finding.Severity)).DefaultIfEmpty(Severity.Well).Max();

    /// <summary>Reads what the processes have written.</summary>
    public static StatusReport Read(string settingsPath, Clock clock)
    {
        var text = SettingsFile.Read(settingsPath);
        return Read(settingsPath, text.Load().Settings, isReadable: text.WasRead || text.IsMissing, clock);
    }

    /// <summary>The same for who has read the settings already.</summary>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="settings">What it says.</param>
    /// <param name="clock">Where time comes from.</param>
    public static StatusReport Read(string settingsPath, FilterSettings settings, Clock clock) => Read(settingsPath, settings, isReadable: true, clock);

    /// <summary>The same, where the file may have been missing, broken or not to be read.</summary>
    internal static StatusReport Read(string settingsPath, FilterSettings? settings, bool isReadable, Clock clock)
    {
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        var (now, findings) = (clock.UtcNow, new List<Finding>());
        if (!isReadable)
        {
            findings.Add(new Finding(
                "running.hidden", Severity.Warning, settingsPath,
                $"This account cannot read {settingsPath}, so it is not known whether the file is active. "
                    + "Run the command as another account, such as root."));
        }

        IReadOnlyList<RunningProcess> processes = ProcessStates.Read(settingsPath, settings, now, Unread);
        if (isReadable)
        {
            processes = [.. processes.Select(process =>
                process.IsRunning ? process.With(FileDifferences.Of(process.State, settings, AgeOf(settingsPath, now))) : process)];
        }

        if (processes.Count == 0)
        {
            // Who may not look does not know that nothing runs.
            var what = findings.Count > 0 ? "No running process was found" : "Process not running";
            var folders = string.Join(" and ", ProcessStates.FoldersOf(settingsPath, settings));
            findings.Insert(0, new Finding("running.none", Severity.Critical, "",
                $"{what}: no service or agent with {settingsPath} has written its state to {folders}."));
        }
        else if (!processes.Any(static process => process.FiltersMail))
        {
            // A mail server whose agent an update has dropped looks like this.
            findings.Add(new Finding("running.filtersNobody", Severity.Critical, "",
                "No client is filtered: no process with these settings is an agent, or a service that listens for mail servers."
                    + " On Exchange, check that the agent is registered, and that the transport service was restarted afterwards."));
        }

        return new StatusReport(settingsPath, settings, processes, findings, now);

        void Unread(string place, Exception failure) =>
            findings.Add(new Finding("running.hidden", Severity.Warning, place, $"The state of processes cannot be read in {place}: {failure.Message}"));
    }

    private static TimeSpan AgeOf(string path, DateTimeOffset now)
    {
        try
        {
            return now.UtcDateTime - File.GetLastWriteTimeUtc(path);
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            return TimeSpan.MaxValue;
        }
    }
}
