using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Log.Asking;
using IpBlock.LogIndex;
using IpBlock.LogIndex.Asking;
using IpBlock.Manager.Accounts;
using IpBlock.Settings;
using IpBlock.Time;
using Microsoft.Extensions.Hosting;

namespace IpBlock.Manager.Hosting;

/// <summary>
/// The decision log for the pages, through its index in the data folder. It is that of the folder that the settings named when this process was started: an
/// index is of one log.
/// </summary>
public sealed class LogAccess : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private readonly ManagerOptions _options;
    private readonly SettingsAccess _settings;
    private readonly Clock _clock;
    private DecisionIndex? _index;
    private FleetQuestions? _fleet;
    private volatile Looked? _looked;

    /// <summary>Reads the settings, for the folder. The log is not read before the process starts.</summary>
    public LogAccess(ManagerOptions options, SettingsAccess settings, Clock clock)
    {
        _options = options;
        _settings = settings;
        _clock = clock;
        Folder = FolderNow();
    }

    /// <summary>The folder of the log.</summary>
    public string Folder { get; }

    /// <summary>How far the index is; null before the process has started.</summary>
    public IndexStatus? Status => _index?.Status;

    /// <summary>What can be asked: the log of all servers where this machine is an administrator of a fleet whose servers upload theirs, else that of this server.</summary>
    /// <exception cref="InvalidOperationException">The process has not started, or is stopping.</exception>
    public ILogQuestions Questions => IsOfFleet ? Fleet : Local;

    /// <summary>True when the log is that of all servers of the fleet.</summary>
    public bool IsOfFleet
    {
        get
        {
            // Pages ask each time that they are drawn, and the file is long.
            if (_looked is { } looked && _clock.Elapsed - looked.At < BetweenLooks)
                return looked.IsOfFleet;
            var isOfFleet = HasFleet && _settings.Read().Settings is { Log.Fleet: not FleetLog.Off };
            _looked = new Looked(isOfFleet, _clock.Elapsed);
            return isOfFleet;
        }
    }

    /// <summary>True when this machine is an administrator of a fleet.</summary>
    public bool HasFleet => FleetLogReader.IsHere(_settings.Path);

    /// <summary>Why the log of the fleet is not to be had, and that of this server is shown; null when it is, or there is none.</summary>
    public string? FleetAway => IsOfFleet ? Fleet.Away : null;

    /// <summary>The log of all servers.</summary>
    /// <exception cref="InvalidOperationException">The process has not started, or is stopping.</exception>
    public FleetQuestions Fleet => _fleet ?? throw NotOpen();

    private LogQuestions Local => (_index ?? throw NotOpen()).Questions;

    /// <summary>The folder that the settings name now.</summary>
    public string FolderNow() => FilterEngine.LogDirectory(_settings.Read().Settings ?? new FilterSettings(), _settings.Path);

    /// <summary>True for somebody who does not see senders and recipients.</summary>
    public bool HidesMailboxesFrom(SignedIn session) => _options.HidesMailboxes && session.Account.Role < Role.Operator;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _index = new DecisionIndex(Folder, _options.DataFolder, _clock);
        _index.Start();
        _fleet = new FleetQuestions(_settings.Path, _index.Questions, _clock);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _fleet, null) is { } fleet)
            await fleet.DisposeAsync();
        Interlocked.Exchange(ref _index, null)?.Dispose();
    }

    private sealed record Looked(bool IsOfFleet, TimeSpan At);

    private static InvalidOperationException NotOpen() => new("The index of the log is not open.");
}
