using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Administration.InForce;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>
/// The lists as Exchange's agents on this machine watch them, by what each of the transport services has written into the folder of the log; and requests there to probe one. An agent that has ended,
/// or does not write any more, says nothing.
/// </summary>
/// <param name="settingsPath">The settings file of the agents and of this process.</param>
/// <param name="folder">The folder of the log; null as long as there are no settings.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="failed">Hears of a folder that cannot be read, and of a request that cannot be left. A state that cannot be read is told of by <c>ipblock status</c>.</param>
internal sealed class AgentSight(string settingsPath, Func<string?> folder, Clock clock, Action<Exception> failed) : IListSight
{
    // An agent writes as often, and hears one request a second.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromSeconds(1.5);
    private readonly List<string> _doubted = [];
    private IReadOnlyList<RunningProcess> _agents = [];
    private TimeSpan _nextRead = TimeSpan.MinValue;
    private TimeSpan _nextRequest = TimeSpan.MinValue;

    /// <summary>True when an agent was running at the last look.</summary>
    public bool HasAgents => _agents.Count > 0;

    public ListsSeen? Look()
    {
        if (clock.Elapsed >= _nextRead)
            (_agents, _nextRead) = (Read(), clock.Elapsed + Period);
        Ask();
        if (_agents.Count == 0)
            return null;
        var asking = _agents.Where(static agent => !agent.State.IsCutOff).Select(static agent => agent.State).ToList();

        // Where two differ, one of them has trouble.
        var lists = asking.SelectMany(Heard).GroupBy(static list => list.Id, StringComparer.Ordinal).Select(static group => group.MaxBy(static list => list.State)!);
        return new ListsSeen(NameServersOf(asking), [.. lists.Select(static list => new SeenList(list.Id, VoteOf(list))).OrderBy(static list => list.Id, StringComparer.Ordinal)]);
    }

    public void Doubt(IReadOnlyCollection<string> ids)
    {
        _doubted.AddRange(ids.Except(_doubted, StringComparer.Ordinal));
        Ask();
    }

    private static IEnumerable<ProviderState> Heard(ProcessState agent) =>
        agent.Providers.Where(list => list.Zone.Length > 0 && (list.Probed is not null || list.LastAnswer is not null || list.Since > agent.Started));

    private static HealthVote VoteOf(ProviderState list) => HealthVote.Of(list.Kind, list.Zone, new HealthReport(list.State, list.Since ?? default, list.Answered), list.ProbeAnswer);

    private static string NameServersOf(List<ProcessState> agents)
    {
        var servers = agents.SelectMany(static agent => agent.NameServers).Select(static server => server.Address).Distinct(StringComparer.Ordinal);
        return HealthWords.Names([.. servers.Select(static address => IPEndPoint.TryParse(address, out var server) ? server : null).OfType<IPEndPoint>()]);
    }

    private IReadOnlyList<RunningProcess> Read()
    {
        try
        {
            return folder() is not { } path
                ? []
                : [.. ProcessStates.InFolder(settingsPath, path, clock.UtcNow, unread: null).Where(static process => process is
                {
                    IsRunning: true, State: { Role: ProcessRole.Agent, WatchesProviders: true },
                } && string.Equals(process.State.Machine, Environment.MachineName, StringComparison.OrdinalIgnoreCase))];
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            failed(failure);
            return [];
        }
    }

    // One after the other: a request that was not heard yet would be written over.
    private void Ask()
    {
        if (_doubted.Count == 0 || clock.Elapsed < _nextRequest)
            return;
        var id = _doubted[0];
        _doubted.RemoveAt(0);
        _nextRequest = clock.Elapsed + BetweenRequests;
        foreach (var agent in _agents)
        {
            if (agent.State.Providers.FirstOrDefault(list => string.Equals(list.Id, id, StringComparison.Ordinal)) is { } list)
                Ask(agent, list);
        }
    }

    private void Ask(RunningProcess agent, ProviderState list)
    {
        try
        {
            ProbeRequest.Leave(agent.Folder, agent.State, list, clock.UtcNow);
        }
        catch (Exception failure) when (StateFile.IsOfTheDisk(failure))
        {
            failed(failure);
        }
    }
}
