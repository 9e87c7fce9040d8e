using System;
using System.Collections.Generic;
using IpBlock.Lists.Formats;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Lists;

/// <summary>
/// The lists of the settings, kept up with their files. Files are looked at once a second and read on a thread of the pool; verdicts go on with the old content until
/// the new one is put in its place by a single write. A file that is broken or gone changes nothing: its old content stays.
/// </summary>
public sealed class ListStore : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly object _listsLock = new(); // of what is read; what is in force is replaced by one write
    private readonly IDisposable? _timer;
    private List<(ListSettings Settings, ListFile File)> _lists = [];
    private List<LoadedList> _silent = [];
    private volatile ListLookup _current = ListLookup.Empty;
    private string? _lastFailure;

    /// <summary>A store without lists, until there are settings.</summary>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">Hears of new versions and of files that cannot be used.</param>
    /// <param name="watch">False for a store that reads the files once.</param>
    public ListStore(Clock clock, INoticeSink notices, bool watch = true)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
        _timer = watch ? clock.Every(Period, Poll) : null;
    }

    /// <summary>The lists in force. Replaced as a whole: read it once for each decision.</summary>
    public ListLookup Current => _current;

    /// <summary>The lists of settings as their files are now, for a command; nobody watches the files, and what is wrong with them is in <see cref="LoadedList.Trouble"/>.</summary>
    public static ListStore Load(FilterSettings settings, string settingsPath, Clock clock)
    {
        var store = new ListStore(clock, NoNotices.Instance, watch: false);
        store.Use(settings, settingsPath);
        return store;
    }

    /// <summary>Takes over the lists of new settings. Reads those that are new before it returns: the settings come into force with their lists.</summary>
    public void Use(FilterSettings settings, string settingsPath)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        lock (_listsLock)
        {
            var lists = new List<(ListSettings, ListFile)>();
            foreach (var list in settings.Lists)
            {
                if (!list.Enabled)
                    continue;
                var place = ListPlace.Of(list, settings, settingsPath);
                lists.Add((list, Known(place, list.Format) ?? new ListFile(place, list.Format)));
            }

            _lists = lists;
            LookAll();
            Replace();
        }
    }

    /// <summary>Looks at the files now instead of within the second.</summary>
    public void Look()
    {
        lock (_listsLock)
        {
            if (LookAll())
                Replace();
        }
    }

    /// <summary>Stops watching; the last lists stay.</summary>
    public void Dispose() => _timer?.Dispose();

    private void Poll()
    {
        try
        {
            Look();
        }
        catch (Exception failure)
        {
            if (!string.Equals(failure.Message, _lastFailure, StringComparison.Ordinal))
                _notices.Write(LogMessages.ListsFailed(failure));
            _lastFailure = failure.Message;
        }
    }

    private ListFile? Known(ListPlace place, ListFormat format) =>
        _lists.Find(known => string.Equals(known.File.Place.File, place.File, StringComparison.Ordinal) && known.File.Format == format).File;

    /// <summary>True when the lists have to be merged anew.</summary>
    private bool LookAll()
    {
        var changed = false;
        foreach (var (settings, file) in _lists)
        {
            var before = (file.Content, file.Refreshed, file.Trouble);
            if (file.Look(_clock.UtcNow) && (file.Content != before.Content || !string.Equals(file.Trouble, before.Trouble, StringComparison.Ordinal)))
                Tell(settings, file);
            changed |= before != (file.Content, file.Refreshed, file.Trouble);
        }

        return changed || SilentNow(_current.All).Count != _silent.Count;
    }

    private void Tell(ListSettings settings, ListFile file) => _notices.Write(
        file.Trouble is null ? Loaded(settings.Name, file.Place.File, file.Content.Report)
        : file.IsMissing ? LogMessages.ListMissing(settings.Name, file.Place.File, settings.Url is not null, file.IsLoaded)
        : LogMessages.ListRefused(settings.Name, file.Place.File, file.Trouble, file.IsLoaded));

    private static Notice Loaded(string name, string path, ListContents report) =>
        LogMessages.ListLoaded(name, path, report.Entries, report.BadLineCount, report.BadLineCount == 0 ? null : report.BadLines[0].ToString());

    private void Replace()
    {
        var now = _clock.UtcNow;
        var loaded = _lists.ConvertAll(static list => new LoadedList(list.Settings, list.File));
        _current = new ListLookup(loaded, now);
        var silent = SilentNow(loaded);
        foreach (var list in silent)
        {
            if (!_silent.Exists(before => string.Equals(before.Settings.Name, list.Settings.Name, StringComparison.OrdinalIgnoreCase)))
                _notices.Write(LogMessages.ListSilent(list.Settings.Name, PointInTime.Format(list.Refreshed)));
        }

        foreach (var before in _silent)
        {
            if (loaded.Exists(list => string.Equals(before.Settings.Name, list.Settings.Name, StringComparison.OrdinalIgnoreCase) && !list.IsSilent(now)))
                _notices.Write(LogMessages.ListHoldsAgain(before.Settings.Name));
        }

        _silent = silent;
    }

    private List<LoadedList> SilentNow(IReadOnlyList<LoadedList> lists)
    {
        var now = _clock.UtcNow;
        var silent = new List<LoadedList>();
        foreach (var list in lists)
        {
            if (list.IsSilent(now))
                silent.Add(list);
        }

        return silent;
    }
}
