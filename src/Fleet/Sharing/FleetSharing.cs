using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Following;
using IpBlock.Time;
using Npgsql;

namespace IpBlock.Fleet.Sharing;

/// <summary>What a server shares with its fleet beside the settings. What goes wrong with that does not keep the settings from coming.</summary>
internal sealed class FleetSharing : IDisposable
{
    private readonly FilterEngine _engine;
    private readonly FleetNotices _notices;
    private readonly IReadOnlyList<IListSight> _sights;
    private readonly HealthRound _health;
    private readonly EvidenceRound _evidence;
    private readonly AgentStanding _agents;
    private FleetLink? _link;
    private bool _isThere;

    public FleetSharing(FilterEngine engine, string settingsPath, Clock clock, FleetNotices notices)
    {
        (_engine, _notices) = (engine, notices);
        Func<string?> folder = () => engine.Filter?.Settings is { } settings ? FilterEngine.LogDirectory(settings, settingsPath) : null;
        Action<Exception> failed = failure => engine.TaskErrors.Report("fleet", failure);
        var agents = new AgentSight(settingsPath, folder, clock, failed);
        _sights = [new OwnSight(engine, clock), agents];
        _health = new HealthRound(Look, clock, notices);
        _agents = new AgentStanding(() => agents.HasAgents, folder, clock, failed);
        _evidence = new EvidenceRound(engine.Share, () => engine.Deferred, clock, _agents);
    }

    /// <summary>What stands against this server, in sentences.</summary>
    public IReadOnlyList<string> Troubles => _health.Odd is { } odd ? ["The health of the providers in the fleet: " + odd + "."] : [];

    /// <summary>Tells what is new here, and hears what is new elsewhere.</summary>
    /// <param name="link">The connection.</param>
    /// <param name="hears">Whether to hear of the lists' health: after a notification, and each 30 seconds.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="FleetException">The connection is broken.</exception>
    public async Task RunAsync(FleetLink link, bool hears, CancellationToken stop)
    {
        try
        {
            var database = link.Member.Database;
            if (_link != link || (hears && !_isThere))
                (_link, _isThere) = (link, await VoteStore.IsThereAsync(database, stop).ConfigureAwait(false));
            if (!_isThere)
                return;
            await _health.VoteAsync(database, stop).ConfigureAwait(false);
            if (hears)
                await _health.HearAsync(database, stop).ConfigureAwait(false);
            await _evidence.RunAsync(database, link.Member.Member.Keys, stop).ConfigureAwait(false);
            _notices.Shares();
        }
        catch (FleetException refused) when (refused.InnerException is PostgresException)
        {
            _notices.SharesNot(refused.Message);
        }
    }

    /// <summary>From now on this server's own evidence counts alone.</summary>
    public void Dispose()
    {
        _engine.Share(null);
        _agents.End();
    }

    // Beside Exchange nobody asks this process, and the agents are heard.
    private (IListSight Sight, ListsSeen Seen)? Look()
    {
        foreach (var sight in _sights)
        {
            if (sight.Look() is { } seen)
                return (sight, seen);
        }

        return null;
    }
}
