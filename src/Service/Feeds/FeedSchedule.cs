using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.Feeds;
using IpBlock.Files;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Metrics;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Feeds;

/// <summary>Has the lists with a url fetched when they are due, as long as the service runs.</summary>
internal sealed class FeedSchedule : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // One that drips must not keep the others waiting, and a hundred must not fill the line all at once.
    private readonly SemaphoreSlim _places = new(4);
    private readonly FilterEngine _engine;
    private readonly string _settingsPath;
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly FeedMetrics _metrics;
    private readonly CancellationTokenSource _stop = new();
    // By the time since the start: a clock that ran ahead and has been set right must not make a list wait for as long.
    private readonly ConcurrentDictionary<string, TimeSpan> _due = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _underWay = new(StringComparer.Ordinal);
    private readonly IDisposable _timer;
    private bool _isUnwritable;

    public FeedSchedule(FilterEngine engine, string settingsPath, Clock clock, INoticeSink notices, FeedMetrics metrics)
    {
        _engine = engine;
        _settingsPath = settingsPath;
        _clock = clock;
        _notices = notices;
        _metrics = metrics;
        MakeFolder();
        _timer = clock.Every(Period, StartDue);
        StartDue();
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_underWay.Values), _clock.Delay(Patience)).ConfigureAwait(false);
    }

    // Before root's first "ipblock lists update" can: in a folder of root's the service could write nothing.
    private void MakeFolder()
    {
        if (_engine.Filter?.Settings is not { Feeds.Directory: not null } settings)
            return;
        try
        {
            OwnedFolder.Open(ListPlace.Directory(settings, _settingsPath)).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return; // told as soon as there is a list to be fetched
        }
    }

    private void StartDue()
    {
        if (_stop.IsCancellationRequested || _engine.Filter?.Settings is not { } settings)
            return;
        foreach (var list in settings.Lists.Where(static list => list is { Enabled: true, Url: not null }))
        {
            // Another address or another interval is another date.
            var key = string.Join(' ', list.Name.ToLowerInvariant(), FeedWork.SourceOf(list.Url!), Duration.Format(list.Refresh));
            var due = _due.GetOrAdd(key, _ => DueFrom(list, settings));
            if (due <= _clock.Elapsed && _underWay.GetValueOrDefault(key, Task.CompletedTask).IsCompleted)
                _underWay[key] = Task.Run(() => UpdateAsync(key, list, settings));
        }
    }

    // A service that is started anew does not ask again before it is time.
    private TimeSpan DueFrom(ListSettings list, FilterSettings settings)
    {
        var place = ListPlace.Of(list, settings, _settingsPath);
        var record = FeedRecord.Read(place.Record);
        var isOfThis = string.Equals(record.Source, FeedWork.SourceOf(list.Url!), StringComparison.Ordinal);
        var isLost = record.Result is FeedResult.Updated or FeedResult.Unchanged && !File.Exists(place.File);
        return isOfThis && !isLost ? In(FeedTimes.Next(list, record, _clock.UtcNow, Random.Shared.NextDouble())) : TimeSpan.Zero;
    }

    private TimeSpan In(DateTimeOffset time) => time > _clock.UtcNow ? _clock.Elapsed + (time - _clock.UtcNow) : TimeSpan.Zero;

    private async Task UpdateAsync(string key, ListSettings list, FilterSettings settings)
    {
        try
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                var record = await new FeedUpdate(list, settings, _settingsPath, _clock, _notices).RunAsync(_stop.Token).ConfigureAwait(false);
                _metrics.Updated(list.Name, record.Result);
                var now = _clock.UtcNow;
                _due[key] = In(FeedTimes.Next(list, record with { Tried = now }, now, Random.Shared.NextDouble()));
                _isUnwritable = false;
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // the service ends
        }
        catch (Exception failure)
        {
            Failed(key, settings, failure);
        }
    }

    private void Failed(string key, FilterSettings settings, Exception failure)
    {
        _due[key] = _clock.Elapsed + TimeSpan.FromMinutes(1);
        if (!_isUnwritable)
            _notices.Write(LogMessages.FeedsUnwritable(ListPlace.Directory(settings, _settingsPath), failure));
        _isUnwritable = true;
    }
}
