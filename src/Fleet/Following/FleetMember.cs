using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Sharing;
using IpBlock.Fleet.Versions;
using IpBlock.Notices;
using IpBlock.Time;

namespace IpBlock.Fleet.Following;

/// <summary>
/// Keeps the settings file of a server in step with its fleet as long as the service runs. Mail never waits for it: it writes the file, and the engine
/// reads the file as ever. A new version is
/// heard of by a notification; it is also looked for at each connection and every 30 seconds, because notifications get lost.
/// </summary>
public sealed class FleetMember : IAsyncDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(3);

    private readonly string _settingsPath;
    private readonly Clock _clock;
    private readonly TaskErrors _errors;
    private readonly Func<SettingsInForce> _inForce;
    private readonly FleetNotices _notices;
    private readonly FleetRound _round;
    private readonly FleetSharing? _sharing;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Begins.</summary>
    /// <param name="settingsPath">The settings file; what belongs to the fleet lies beside it.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">What the administrator should know goes there.</param>
    /// <param name="errors">Where what fails unexpectedly goes; it is tried again.</param>
    /// <param name="inForce">What decides now. Must not throw.</param>
    /// <param name="reload">Has the settings file looked at now.</param>
    /// <param name="engine">Whose health and evidence are shared with the other servers; null for nobody's.</param>
    public FleetMember(string settingsPath, Clock clock, INoticeSink notices, TaskErrors errors, Func<SettingsInForce> inForce, Action reload, FilterEngine? engine = null)
    {
        _settingsPath = settingsPath ?? throw new ArgumentNullException(nameof(settingsPath));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _errors = errors ?? throw new ArgumentNullException(nameof(errors));
        _inForce = inForce ?? throw new ArgumentNullException(nameof(inForce));
        _notices = new FleetNotices(notices ?? throw new ArgumentNullException(nameof(notices)));
        _round = new FleetRound(settingsPath, clock, _notices, inForce, reload ?? throw new ArgumentNullException(nameof(reload)));
        _sharing = engine is null ? null : new FleetSharing(engine, settingsPath, clock, _notices);
        _run = Task.Run(RunAsync);
    }

    /// <summary>What stands against this server, of all that the servers of the fleet tell each other: sentences with a beginning that stays the same.</summary>
    public IReadOnlyList<string> Troubles => _sharing?.Troubles ?? [];

    /// <summary>Ends it; a database that does not answer is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_run, _clock.Delay(PatienceAtEnd)).ConfigureAwait(false);
        _sharing?.Dispose();
    }

    private async Task RunAsync()
    {
        var stop = _stop.Token;
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(() => pause = FirstPause, stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (failure is FleetException || DatabaseErrors.IsExpected(failure))
            {
                _notices.Unreachable(failure.Message);
            }
            catch (Exception failure)
            {
                _errors.Report("fleet", failure);
            }

            // A thousand servers must not all come back in the same moment.
            await _clock.Delay(pause * (0.5 + Random.Shared.NextDouble()), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause + pause < LongestPause ? pause + pause : LongestPause;
        }
    }

    private async Task FollowAsync(Action reached, CancellationToken stop)
    {
        var link = await FleetLink.OpenAsync(_settingsPath, _clock, stop).ConfigureAwait(false);
        await using (link.ConfigureAwait(false))
        {
            reached();
            _notices.Reached(link.Member.Member.Name, link.Hears);
            while (true)
            {
                var end = _clock.Elapsed + (Usual * (0.9 + (Random.Shared.NextDouble() / 5)));
                await _round.RunAsync(link, stop).ConfigureAwait(false);
                var state = Look();
                await ShareAsync(link, hears: true, stop).ConfigureAwait(false);
                await _clock.Delay(BetweenRounds, stop).ConfigureAwait(false);

                // What was done here by hand is reported soon, and not only at the next regular look.
                while (_clock.Elapsed < end && Look() == state && !await link.WaitAsync(Slice, stop).ConfigureAwait(false))
                    await ShareAsync(link, hears: false, stop).ConfigureAwait(false);
            }
        }
    }

    private Task ShareAsync(FleetLink link, bool hears, CancellationToken stop) => _sharing?.RunAsync(link, hears, stop) ?? Task.CompletedTask;

    private (string Digest, DateTime Taken) Look() => (_inForce().Digest, File.GetLastWriteTimeUtc(TakenVersion.PathOf(_settingsPath)));
}
