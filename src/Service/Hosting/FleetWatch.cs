using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using IpBlock.Fleet;
using IpBlock.Fleet.Following;
using IpBlock.Fleet.Log;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Hosting;

/// <summary>
/// Follows the fleet while this server belongs to one. Joining and leaving take no restart; a server that belongs to none loads no database driver.
/// </summary>
internal sealed class FleetWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private readonly FilterEngine _engine;
    private readonly string _settingsPath;
    private readonly Clock _clock;
    private readonly IDisposable _timer;
    private volatile IAsyncDisposable? _member;
    private IAsyncDisposable? _log;
    private Task _leaving = Task.CompletedTask;
    private volatile bool _ended;

    public FleetWatch(FilterEngine engine, string settingsPath, Clock clock)
    {
        _engine = engine;
        _settingsPath = settingsPath;
        _clock = clock;
        engine.AddTroubles(() => _member is { } member ? TroublesOf(member) : []);
        _timer = clock.Every(Period, Look);
        Look();
    }

    public async ValueTask DisposeAsync()
    {
        _ended = true;
        _timer.Dispose();
        var log = _log?.DisposeAsync().AsTask();
        if (_member is { } member)
            await member.DisposeAsync().ConfigureAwait(false);
        if (log is not null)
            await log.ConfigureAwait(false);
        await _leaving.ConfigureAwait(false);
    }

    private void Look()
    {
        // Whoever joins again at once waits until the former member has let go of the engine and of the log.
        if (_ended || !_leaving.IsCompleted || FleetMembership.HasJoined(_settingsPath) == _member is not null)
            return;
        if (_member is { } left)
        {
            _member = null;
            _leaving = Task.WhenAll(left.DisposeAsync().AsTask(), _log?.DisposeAsync().AsTask() ?? Task.CompletedTask);
            _log = null;
            return;
        }

        _member = Follow();
        _log = Upload();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FleetMember Follow() => new(_settingsPath, _clock, _engine.Notices, _engine.TaskErrors, InForce, _engine.Reload, _engine);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IReadOnlyList<string> TroublesOf(IAsyncDisposable member) => ((FleetMember)member).Troubles;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private LogUploader Upload() => new(_settingsPath, _clock, _engine.Notices, _engine.TaskErrors, LogToUpload);

    private LogToUpload? LogToUpload() => _engine.Filter?.Settings is { Log: { Enabled: true, Fleet: not FleetLog.Off } log } settings
        ? new LogToUpload(FilterEngine.LogDirectory(settings, _settingsPath), log.Fleet == FleetLog.WithoutMailboxes)
        : null;

    private SettingsInForce InForce() => new(_engine.Filter?.Settings.Digest ?? "", _engine.SettingsSince, _engine.SettingsErrors.FirstOrDefault()?.ToString());
}
