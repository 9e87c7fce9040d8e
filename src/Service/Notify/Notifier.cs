using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Service.Notify;

/// <summary>
/// Tells the administrator when something is wrong with this service or with another process of this machine that filters by the same settings. It looks at
/// what they have written of themselves every fifteen seconds, on a timer's thread; sending waits on no thread at all, and each way for itself. No verdict
/// knows of it.
/// </summary>
internal sealed class Notifier : IAsyncDisposable
{
    /// <summary>From one look to the next.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    // The end of the service waits for no mail server.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly FilterEngine _engine;
    private readonly string _settingsPath;
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly Func<NotifySettings, IReadOnlyList<INotifyChannel>> _channels;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Task> _sending = new(StringComparer.Ordinal);
    private readonly object _bookLock = new(); // what is sent settles on another thread than the looks
    private readonly DigestSchedule _digests;
    private readonly IDisposable _timer;
    private volatile IReadOnlyList<string> _troubles = [];
    private NotifyPlace? _place;
    private NotifyBook? _book;
    private NotifySettings? _settings;
    private string _fileProblem = "";

    /// <param name="engine">The service's.</param>
    /// <param name="settingsPath">The settings file.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">The administrator hears there when notifications cannot be sent.</param>
    /// <param name="channels">The ways that settings want; null for the real ones.</param>
    public Notifier(
        FilterEngine engine, string settingsPath, Clock clock, INoticeSink notices, Func<NotifySettings, IReadOnlyList<INotifyChannel>>? channels = null)
    {
        (_engine, _settingsPath, _clock, _notices) = (engine, settingsPath, clock, notices);
        _channels = channels ?? (settings => NotifyChannels.Of(settings, settingsPath, clock));
        _digests = new DigestSchedule(settingsPath);
        engine.AddTroubles(() => _troubles);
        _timer = clock.Every(Period, Look);
    }

    /// <summary>True while something is being sent or a report made.</summary>
    internal bool IsBusy => _digests.IsBusy || _sending.Values.Any(static task => !task.IsCompleted);

    /// <summary>Looks no more, and gives what is being sent two seconds. What could not be sent is kept for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await Task.WhenAny(Task.WhenAll(_sending.Values), _clock.Delay(Grace)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_sending.Values), _clock.Delay(Grace)).ConfigureAwait(false);
        lock (_bookLock)
        {
            Save();
            _place?.Dispose();
            _place = null;
        }
    }

    /// <summary>Looks now. Not for two threads at a time.</summary>
    internal void Look()
    {
        if (_engine.Filter?.Settings is not { } settings)
            return;
        var channels = _channels(settings.Notify);
        if (!Enter(settings, channels))
            return;
        var report = StatusReport.Read(_settingsPath, settings, _clock);
        lock (_bookLock)
        {
            if (_place is null)
                return; // stopped meanwhile
            Tell(_book!.Ledger.Look(report, settings.Notify), channels, report.Now);
            if (_digests.Look(settings, report, _book) is { } digest)
                TellDigest(digest, channels);
            foreach (var channel in channels)
                StartSending(channel);
            UpdateTroubles();
            Save();
        }
    }

    // True when somebody is to be told, and by this service.
    private bool Enter(FilterSettings settings, IReadOnlyList<INotifyChannel> channels)
    {
        lock (_bookLock)
        {
            if (_stop.IsCancellationRequested)
                return false;
            if (channels.Count == 0 || !TakePlace(FilterEngine.LogDirectory(settings, _settingsPath)))
            {
                Leave(isUnwanted: channels.Count == 0);
                return false;
            }

            UseSettings(settings.Notify, channels);
            return true;
        }
    }

    private bool TakePlace(string folder)
    {
        if (_place?.IsIn(folder) == true)
            return true;
        Leave(isUnwanted: false);
        try
        {
            _place = NotifyPlace.TryTake(folder, _settingsPath);
            _book = _place?.Read(_clock.UtcNow);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TellFileProblem(folder, failure);
            _place?.Dispose();
            _place = null;
        }

        return _place is not null;
    }

    // What waits stays in the file for whoever has the place next; when nobody is to be told any more, it is not wanted.
    private void Leave(bool isUnwanted)
    {
        if (isUnwanted)
        {
            _book?.Outboxes.Clear();
            _book?.Ledger.ForgetEvents();
        }

        Save();
        _place?.Dispose();
        (_place, _book, _settings) = (null, null, null);
        _troubles = [];
    }

    private void UseSettings(NotifySettings settings, IReadOnlyList<INotifyChannel> channels)
    {
        if (ReferenceEquals(settings, _settings))
            return;
        _settings = settings;
        foreach (var gone in _book!.Outboxes.Keys.Except(channels.Select(static channel => channel.Name), StringComparer.Ordinal).ToList())
            _book.Outboxes.Remove(gone);
        foreach (var outbox in _book.Outboxes.Values)
            outbox.Hurry();
    }

    // That a way is closed is told on the others.
    private void Tell(IReadOnlyList<Item> items, IReadOnlyList<INotifyChannel> channels, DateTimeOffset now)
    {
        foreach (var channel in channels)
        {
            var own = "running.trouble/" + Failing(channel.Name);
            var told = items.Where(item => !string.Equals(item.Subject, own, StringComparison.Ordinal)).ToList();
            if (told.Count > 0)
                _book!.OutboxOf(channel.Name).Add(told, now);
        }
    }

    private void TellDigest(Digest digest, IReadOnlyList<INotifyChannel> channels)
    {
        foreach (var channel in channels)
            _book!.OutboxOf(channel.Name).Add(digest);
    }

    private void StartSending(INotifyChannel channel)
    {
        if (!_sending.GetValueOrDefault(channel.Name, Task.CompletedTask).IsCompleted)
            return;
        var outbox = _book!.OutboxOf(channel.Name);
        if (outbox.Next(_clock.UtcNow, _clock.Elapsed, Environment.MachineName) is { } notification)
            _sending[channel.Name] = Task.Run(() => SendAsync(channel, outbox, notification));
    }

    private async Task SendAsync(INotifyChannel channel, Outbox outbox, Notification notification)
    {
        SendResult result;
        try
        {
            result = await channel.SendAsync(notification, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return; // it is sent after the next start
        }
        catch (Exception failure)
        {
            result = SendResult.Failed(Printable.Line(failure.Message).TrimEnd('.'));
        }

        lock (_bookLock)
        {
            var before = outbox.Problem;
            outbox.Settle(notification, result, _clock.UtcNow, _clock.Elapsed);
            TellProblem(channel, before, result.Problem);
            UpdateTroubles();
            Save();
        }
    }

    private void TellProblem(INotifyChannel channel, string before, string now)
    {
        if (string.Equals(before, now, StringComparison.Ordinal))
            return;
        _notices.Write(now.Length > 0 ? LogMessages.NotifyFailed(channel.Name, now) : LogMessages.NotifyWellAgain(channel.Name));
    }

    private void UpdateTroubles() => _troubles = [.. (_book?.Outboxes ?? []).Where(static one => one.Value.FailingSince is not null)
        .Select(static one => $"{Failing(one.Key)}: {one.Value.Problem} (since {PointInTime.Format(one.Value.FailingSince!.Value)}).")];

    private void Save()
    {
        if (_place is null || _book is null)
            return;
        try
        {
            _place.Write(_book.ToText());
            _fileProblem = "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            TellFileProblem(FilterEngine.LogDirectory(_engine.Filter!.Settings, _settingsPath), failure);
        }
    }

    private void TellFileProblem(string folder, Exception failure)
    {
        if (!string.Equals(_fileProblem, failure.Message, StringComparison.Ordinal))
            _notices.Write(LogMessages.NotifyNotKept(folder, failure));
        _fileProblem = failure.Message;
    }

    private static string Failing(string channel) => $"Notifications by {channel} fail";
}
