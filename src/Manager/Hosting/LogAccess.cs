using System;
using System.Threading;
using System.Threading.Tasks;
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
public sealed class LogAccess : IHostedService, IDisposable
{
    private readonly ManagerOptions _options;
    private readonly SettingsAccess _settings;
    private readonly Clock _clock;
    private DecisionIndex? _index;

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

    /// <summary>What can be asked.</summary>
    /// <exception cref="InvalidOperationException">The process has not started, or is stopping.</exception>
    public LogQuestions Questions => (_index ?? throw new InvalidOperationException("The index of the log is not open.")).Questions;

    /// <summary>The folder that the settings name now.</summary>
    public string FolderNow() => FilterEngine.LogDirectory(_settings.Read().Settings ?? new FilterSettings(), _settings.Path);

    /// <summary>True for somebody who does not see senders and recipients.</summary>
    public bool HidesMailboxesFrom(SignedIn session) => _options.HidesMailboxes && session.Account.Role < Role.Operator;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _index = new DecisionIndex(Folder, _options.DataFolder, _clock);
        _index.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _index, null)?.Dispose();
}
