using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>What a service or an agent really does, as Get-IpBlockStatus shows it.</summary>
public sealed class IpBlockStatus
{
    internal IpBlockStatus(RunningProcess process)
    {
        var state = process.State;
        Process = process.Name;
        Running = process.IsRunning;
        Severity = process.Severity.ToString();
        SeverityLevel = (int)process.Severity;
        Findings = [.. process.Findings.Select(static finding => finding.Text)];
        Role = state.Role.ToString();
        FiltersMail = process.FiltersMail;
        ProcessId = state.ProcessId;
        Program = state.Program;
        Machine = state.Machine;
        Version = state.Version;
        Started = state.Started.LocalDateTime;
        LastSeen = state.Written.LocalDateTime;
        SettingsFile = state.Settings.Path;
        SettingsDigest = state.Settings.Digest;
        SettingsSince = state.Settings.Since?.LocalDateTime;
        Enabled = state.Settings.Enabled;
        Mode = state.Settings.Mode.ToString();
        Doors = state.Doors;
        NameServers = state.NameServers;
        Providers = [.. state.Providers.Select(static provider => new IpBlockProviderStatus(provider))];
        Lists = [.. state.Lists.Select(static list => new IpBlockListStatus(list))];
        Notices = [.. state.Notices.Select(static notice => new IpBlockNotice(notice))];
        Counters = state.Counters;
    }

    /// <summary>For what is wrong beside all processes, such as that there is none.</summary>
    internal IpBlockStatus(StatusReport report)
    {
        Process = "none";
        SeverityLevel = (int)report.Findings.Max(static finding => finding.Severity);
        Severity = ((Severity)SeverityLevel).ToString();
        Findings = [.. report.Findings.Select(static finding => finding.Text)];
        SettingsFile = report.SettingsPath;
    }

    /// <summary>What the process is called; none when there is none.</summary>
    public string Process { get; }

    /// <summary>Whether it runs: it has given a sign of life within the last 30 seconds.</summary>
    public bool Running { get; }

    /// <summary>The worst of the findings: Well, Warning or Critical.</summary>
    public string Severity { get; }

    /// <summary>The same as a number, for monitoring: 0, 1 or 2.</summary>
    public int SeverityLevel { get; }

    /// <summary>What is wrong, the worst first; empty when all is well.</summary>
    public IReadOnlyList<string> Findings { get; }

    /// <summary>Service or agent.</summary>
    public string Role { get; } = "";

    /// <summary>Whether mail servers can ask it: not the service of a server on which the agent filters.</summary>
    public bool FiltersMail { get; }

    /// <summary>The process id.</summary>
    public int ProcessId { get; }

    /// <summary>The program, such as EdgeTransport.</summary>
    public string Program { get; } = "";

    /// <summary>The machine it runs on.</summary>
    public string Machine { get; } = "";

    /// <summary>The version of IpBlock.</summary>
    public string Version { get; } = "";

    /// <summary>When it began to filter, in local time.</summary>
    public DateTime? Started { get; }

    /// <summary>Its last sign of life, in local time.</summary>
    public DateTime? LastSeen { get; }

    /// <summary>The settings file.</summary>
    public string SettingsFile { get; }

    /// <summary>The digest of the settings in force; empty when there are none.</summary>
    public string SettingsDigest { get; } = "";

    /// <summary>Since when they have been in force, in local time.</summary>
    public DateTime? SettingsSince { get; }

    /// <summary>Whether connections are filtered at all.</summary>
    public bool Enabled { get; }

    /// <summary>Whether anybody is refused.</summary>
    public string Mode { get; } = "";

    /// <summary>Where a service listens.</summary>
    public IReadOnlyList<DoorState> Doors { get; } = [];

    /// <summary>The name servers and what they can.</summary>
    public IReadOnlyList<NameServerState> NameServers { get; } = [];

    /// <summary>The providers that are asked, and how they are.</summary>
    public IReadOnlyList<IpBlockProviderStatus> Providers { get; } = [];

    /// <summary>The lists in files that are in force, or are not.</summary>
    public IReadOnlyList<IpBlockListStatus> Lists { get; } = [];

    /// <summary>The last notices, the newest last.</summary>
    public IReadOnlyList<IpBlockNotice> Notices { get; } = [];

    /// <summary>Counters since the start.</summary>
    public IReadOnlyDictionary<string, long> Counters { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>The process and how it is.</summary>
    public override string ToString() => Process + ": " + Severity;
}
