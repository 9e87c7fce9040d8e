using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Reporting.State;

namespace IpBlock.Administration.InForce;

/// <summary>A process that has written what it does, and whether it still does it.</summary>
public sealed class RunningProcess
{
    /// <summary>How old a sign of life may be. One comes every ten seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal RunningProcess(ProcessState state, string folder, DateTimeOffset now)
    {
        State = state;
        Folder = folder;
        NotRunning = WhyNot(state, now);
        Findings = NotRunning is null ? StateFindings.Of(state) : [Ended()];
    }

    private RunningProcess(RunningProcess process, IReadOnlyList<Finding> findings)
    {
        State = process.State;
        Folder = process.Folder;
        NotRunning = process.NotRunning;
        Findings = findings;
    }

    /// <summary>What it does, or did last.</summary>
    public ProcessState State { get; }

    /// <summary>The folder that its state file is in.</summary>
    public string Folder { get; }

    /// <summary>Why it counts as not running, as the end of a sentence; null while it runs.</summary>
    public string? NotRunning { get; }

    /// <summary>True while it runs.</summary>
    public bool IsRunning => NotRunning is null;

    /// <summary>True when mail servers can ask it: false for the service of a server on which the agent filters.</summary>
    public bool FiltersMail => State.FiltersMail();

    /// <summary>What is wrong with it, the worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The worst of the findings.</summary>
    public Severity Severity => Findings.Count > 0 ? Findings.Max(static finding => finding.Severity) : Severity.Well;

    /// <summary>What it is called: <c>service 1234</c>, <c>agent 1234 (EdgeTransport)</c>.</summary>
    public string Name => State.Role == ProcessRole.Service ? "service " + Number : $"agent {Number} ({State.Program})";

    private string Number => State.ProcessId.ToString(CultureInfo.InvariantCulture);

    internal RunningProcess With(IEnumerable<Finding> more) => new(this, [.. Findings.Concat(more).OrderByDescending(static finding => finding.Severity)]);

    private string Subject => $"{State.Role.ToString().ToLowerInvariant()}/{State.Program}";

    private Finding Ended() => FiltersMail
        ? new Finding("running.ended", Severity.Critical, Subject, $"Process not running: {Name} {NotRunning}.")
        : new Finding("running.ended", Severity.Warning, Subject,
            $"Process not running: {Name} {NotRunning}. Lists are not fetched and no notifications are sent; mail is still filtered.");

    private static string? WhyNot(ProcessState state, DateTimeOffset now)
    {
        if (state.Stopped is { } stopped)
            return "was stopped at " + Times.Local(stopped);
        var isHere = string.Equals(state.Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase);
        if (isHere && !StateFolder.IsAlive(state.ProcessId))
            return "ended unexpectedly; its last update was at " + Times.Local(state.Written);
        // Or ahead by as much: written by a clock that has been set right since, and not written again.
        return (now - state.Written).Duration() > Patience
            ? "does not respond or cannot write its state; its last update was at " + Times.Local(state.Written)
            : null;
    }
}
