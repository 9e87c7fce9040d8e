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
    private StatusReport(string settingsPath, FilterSettings? settings, IReadOnlyList<RunningProcess> processes, IReadOnlyList<Finding> findings, DateTimeOffset now)
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
    public Severity Severity => Processes.Select(static process => process.Severity).Concat(Findings.Select(static finding => finding.Severity)).DefaultIfEmpty(Severity.Well).Max();

    /// <summary>Reads what the processes have written.</summary>
    public static StatusReport Read(string settingsPath, Clock clock)
    {
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        var settings = SettingsFile.Load(settingsPath).Settings;
        var (now, findings) = (clock.UtcNow, new List<Finding>());
        var processes = ProcessStates.Read(settingsPath, settings, now, (folder, failure) => findings.Add(new Finding(Severity.Critical, $"What the processes do cannot be read in {folder}: {failure.Message}")))
            .Select(process => process.IsRunning ? process.With(FileDifferences.Of(process.State, settings, AgeOf(settingsPath, now))) : process).ToList();
        if (processes.Count == 0 && findings.Count == 0)
        {
            var folders = string.Join(" and ", ProcessStates.FoldersOf(settingsPath, settings));
            findings.Add(new Finding(Severity.Critical, $"Process not running: no service and no agent with {settingsPath} has written its state in {folders}."));
        }

        return new StatusReport(settingsPath, settings, processes, findings, now);
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
