using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Notices;
using IpBlock.Time;
using Npgsql;

namespace IpBlock.Fleet.Log;

/// <summary>
/// Uploads the decision log of a server to the database of its fleet as long as the service runs, in the background. The files of the log are the queue: nothing
/// else is kept while the database is away, and decisions never wait. Each line is in the database once, whenever the process or the connection ends.
/// </summary>
public sealed class LogUploader : IAsyncDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRefused = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(3);

    private readonly Clock _clock;
    private readonly TaskErrors _errors;
    private readonly Func<LogToUpload?> _wanted;
    private readonly LogNotices _notices;
    private readonly LogUpload _upload;
    private readonly TimeSpan _period;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    /// <summary>Begins.</summary>
    /// <param name="settingsPath">The settings file; what belongs to the fleet lies beside it.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">What the administrator should know goes there.</param>
    /// <param name="errors">Where what fails unexpectedly goes; it is tried again.</param>
    /// <param name="wanted">What is to be uploaded by the settings in force; null for nothing. Must not throw.</param>
    public LogUploader(string settingsPath, Clock clock, INoticeSink notices, TaskErrors errors, Func<LogToUpload?> wanted)
        : this(settingsPath, clock, notices, errors, wanted, Usual, LogUpload.LinesOfABatch)
    {
    }

    /// <summary>The same with another period and other batches.</summary>
    internal LogUploader(string settingsPath, Clock clock, INoticeSink notices, TaskErrors errors, Func<LogToUpload?> wanted, TimeSpan period, int linesOfABatch)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _errors = errors ?? throw new ArgumentNullException(nameof(errors));
        _wanted = wanted ?? throw new ArgumentNullException(nameof(wanted));
        _notices = new LogNotices(notices ?? throw new ArgumentNullException(nameof(notices)), clock);
        _upload = new LogUpload(settingsPath ?? throw new ArgumentNullException(nameof(settingsPath)), clock, _notices, wanted) { BatchLength = linesOfABatch };
        _period = period;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Ends it; a database that does not answer is not waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_run, _clock.Delay(PatienceAtEnd)).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        var (stop, pause) = (_stop.Token, FirstPause);
        while (!stop.IsCancellationRequested)
        {
            var wait = _period;
            try
            {
                if (_wanted() is { } log && await TryAsync(log, stop).ConfigureAwait(false) is { } longest)
                {
                    wait = pause;
                    pause = pause + pause < longest ? pause + pause : longest;
                }
                else
                {
                    pause = FirstPause;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                _errors.Report("fleet log", failure);
            }

            // A thousand servers must not all come in the same moment.
            await _clock.Delay(wait * (0.5 + Random.Shared.NextDouble()), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Null when it went well, else the longest time after which it is tried again.</returns>
    private async Task<TimeSpan?> TryAsync(LogToUpload log, CancellationToken stop)
    {
        try
        {
            await _upload.RunAsync(log, stop).ConfigureAwait(false);
            return null;
        }
        catch (Exception failure) when (failure.InnerException is PostgresException or IOException or UnauthorizedAccessException || failure is IOException or UnauthorizedAccessException)
        {
            _notices.Waits(log.Folder, failure.Message);
            return failure.InnerException is PostgresException ? LongestRefused : LongestPause;
        }
        catch (Exception failure) when (failure is FleetException || DatabaseErrors.IsExpected(failure))
        {
            // That the database is away is told by who follows the settings (notice 336).
            return LongestPause;
        }
    }
}
