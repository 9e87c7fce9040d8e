using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using IpBlock.Time;

namespace IpBlock.Settings;

/// <summary>
/// The settings in force, kept up with their file: a change is picked up within a few seconds and without a restart. A file that is broken or gone
/// changes nothing: the last good settings stay in force until it is mended. The file is looked at once a second, because change notifications get
/// lost on network drives and when editors replace the file.
/// </summary>
public sealed class LiveSettings : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // File systems note the time of a write only to a second or two, so two writes can look like one.
    private static readonly TimeSpan Restless = TimeSpan.FromSeconds(5);

    // An editor that writes in place may be half-way through.
    private static readonly TimeSpan BeingWritten = TimeSpan.FromSeconds(2);

    private readonly string _path;
    private readonly Clock _clock;
    private readonly Action<FilterSettings>? _changed;
    private readonly Action<IReadOnlyList<SettingsError>>? _failed;
    private readonly Action<Exception>? _onError;
    private readonly IDisposable _timer;
    private volatile FilterSettings? _current;
    private volatile bool _disposed;
    private int _polling;
    private Stamp _seen;

    // A bad file is believed when it is the same at two looks: ext4 shows a file that is being cut as empty and as old as before, for a moment.
    private Stamp _suspected;
    private SettingsText? _lastText;
    private string? _lastErrors;
    private volatile Exception? _lastFailure;

    /// <summary>Loads the settings, calls back, and begins to watch the file.</summary>
    /// <param name="path">The settings file; it need not exist yet.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="changed">Called with the settings whenever new ones come into force, those at the start included. What it throws leaves the old ones in force, and it is called again each second until it throws no more.</param>
    /// <param name="failed">Called with all errors when the file is bad or gone: once, until the errors change or the file is good again.</param>
    /// <param name="onError">Called with what a callback or the file system threw, once until it is something else; watching goes on. Must not throw.</param>
    /// <exception cref="ArgumentNullException">The path or the clock is null.</exception>
    public LiveSettings(
        string path,
        Clock clock,
        Action<FilterSettings>? changed = null,
        Action<IReadOnlyList<SettingsError>>? failed = null,
        Action<Exception>? onError = null)
    {
        _path = path ?? throw new ArgumentNullException(nameof(path));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _changed = changed;
        _failed = failed;
        _onError = onError;
        Poll(atStart: true);
        _timer = clock.Every(Period, () => Poll(atStart: false));
    }

    /// <summary>The settings in force; null as long as the file has never been good. Replaced as a whole: read it once for each decision.</summary>
    public FilterSettings? Current => _current;

    /// <summary>Why good settings are not in force yet; null when nothing stands against them. Tried again each second.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>The file that is watched.</summary>
    public string Path => _path;

    /// <summary>Looks at the file now instead of within the second.</summary>
    public void Look() => Poll(atStart: false);

    /// <summary>Stops watching. The last settings stay readable; a callback that is running is not waited for.</summary>
    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private void Poll(bool atStart)
    {
        // A timer does not overlap itself, but Look is called by others too: they must not wait for a disk that a tick is stuck with.
        if (_disposed || Interlocked.Exchange(ref _polling, 1) != 0)
            return;
        try
        {
            LoadIfChanged(atStart);
        }
        catch (Exception exception)
        {
            // It may fail each second: told once.
            var isNews = !string.Equals(_lastFailure?.Message, exception.Message, StringComparison.Ordinal);
            _lastFailure = exception;
            if (isNews)
                _onError?.Invoke(exception);
        }
        finally
        {
            Volatile.Write(ref _polling, 0);
        }
    }

    private void LoadIfChanged(bool atStart)
    {
        var now = Stamp.Of(_path);

        // A file server's clock may be ahead of ours.
        var age = (_clock.UtcNow - now.LastWrite).Duration();
        if (!atStart && now.Equals(_seen) && age >= Restless && (!now.Exists || _lastText is { WasRead: true }))
            return;
        var text = SettingsFile.Read(_path);
        if (text.IsSameAs(_lastText))
        {
            _seen = now;
            return;
        }

        var load = text.Load();
        if (load.Settings is null && !atStart && now.Exists && (age < BeingWritten || !now.Equals(_suspected)))
        {
            _suspected = now;
            return;
        }

        // What could not be taken over, because of something that passes, is not remembered, and so is tried again at the next look.
        Report(load);
        _seen = now;
        _lastText = text;
        _lastFailure = null;
    }

    private void Report(SettingsLoad load)
    {
        if (load.Settings is { } settings)
        {
            _lastErrors = null;
            _changed?.Invoke(settings);
            _current = settings;
            return;
        }

        var errors = string.Join("\n", load.Errors);
        if (string.Equals(errors, _lastErrors, StringComparison.Ordinal))
            return;
        _lastErrors = errors;
        _failed?.Invoke(load.Errors);
    }

    /// <summary>What tells one state of the file from the next without reading it.</summary>
    private readonly record struct Stamp(bool Exists, long Length, DateTimeOffset LastWrite)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new Stamp(true, file.Length, new DateTimeOffset(file.LastWriteTimeUtc)) : default;
        }
    }
}
