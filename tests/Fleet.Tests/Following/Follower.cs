using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Fleet.Following;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Testing;
using IpBlock.Time;

namespace IpBlock.Fleet.Tests.Following;

/// <summary>A server that follows the fleet, with the live settings that an engine would have.</summary>
internal sealed class Follower : INoticeSink, IAsyncDisposable
{
    private readonly ConcurrentQueue<Notice> _notices = new();
    private readonly LiveSettings _live;
    private readonly FleetMember _member;

    public Follower(Machine machine, Clock? clock = null)
    {
        clock ??= Clock.System;
        _live = new LiveSettings(machine.SettingsPath, clock);
        _member = new FleetMember(machine.SettingsPath, clock, this, new TaskErrors(clock, this), () => new SettingsInForce(_live.Current?.Digest ?? "", null, null), _live.Look);
    }

    /// <summary>What decides now.</summary>
    public FilterSettings InForce => _live.Current!;

    public string[] Of(int id) => [.. _notices.Where(notice => notice.Id == id).Select(static notice => notice.Text)];

    public void Write(Notice notice) => _notices.Enqueue(notice);

    public async ValueTask DisposeAsync()
    {
        await _member.DisposeAsync();
        _live.Dispose();
    }

    /// <summary>Waits until something is so.</summary>
    public Task UntilAsync(Func<bool> isSo) =>
        Waiting.UntilAsync(isSo, () => string.Join('\n', _notices.Select(static notice => notice.Text)), TestFleet.Stop);
}
