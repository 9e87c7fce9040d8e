using System;
using System.Collections.Generic;
using System.IO;
using IpBlock.Notices;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.RecipientPolicies;

/// <summary>
/// Which policy names a recipient, kept up with the policies' files. They are looked at once a second and read on a thread of the pool; sessions go on with the old table until the
/// new one is put in its place by a single write. A file that is broken or gone changes nothing: its old recipients stay.
/// </summary>
public sealed class RecipientPolicyStore : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly INoticeSink _notices;
    private readonly object _filesLock = new(); // of what is read; what is in force is replaced by one write
    private readonly IDisposable? _timer;
    private FilterSettings _settings = new();
    private List<RecipientFile?> _files = [];
    private volatile PolicyTable _current = new(new FilterSettings(), []);

    /// <summary>A store without policies, until there are settings.</summary>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">Hears of new versions and of files that cannot be used.</param>
    /// <param name="watch">False for a store that reads the files once.</param>
    public RecipientPolicyStore(Clock clock, INoticeSink notices, bool watch = true)
    {
        if (clock is null)
            throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
        _timer = watch ? clock.Every(Period, Look) : null;
    }

    /// <summary>The table in force. Replaced as a whole.</summary>
    internal PolicyTable Current => _current;

    /// <summary>What is wrong with the policies' files now, in sentences; empty when nothing is.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_filesLock)
            {
                var troubles = new List<string>();
                for (var i = 0; i < _files.Count; i++)
                {
                    if (_files[i] is { Trouble: { } trouble } file)
                        troubles.Add($"Recipient policy {_settings.RecipientPolicies[i].Name}: {file.Path}: {trouble}.");
                }

                return troubles;
            }
        }
    }

    /// <summary>The recipients that a policy's file names; null when it has none, is switched off, or its file has never been good.</summary>
    internal IReadOnlyList<RecipientPattern>? InFile(int policy)
    {
        lock (_filesLock)
            return _files[policy]?.Recipients;
    }

    /// <summary>What is wrong with a policy's file now; null when nothing is.</summary>
    internal string? TroubleOf(int policy)
    {
        lock (_filesLock)
            return _files[policy] is { Trouble: { } trouble } file ? file.Path + ": " + trouble : null;
    }

    /// <summary>The policies of settings as their files are now, for a command; nobody watches the files.</summary>
    public static RecipientPolicyStore Load(FilterSettings settings, string settingsPath, Clock clock)
    {
        var store = new RecipientPolicyStore(clock, NoNotices.Instance, watch: false);
        store.Use(settings, settingsPath);
        return store;
    }

    /// <summary>Takes over the policies of new settings. Reads their files before it returns.</summary>
    public void Use(FilterSettings settings, string settingsPath)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        lock (_filesLock)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".";
            var files = new List<RecipientFile?>();
            foreach (var policy in settings.RecipientPolicies)
                files.Add(policy is { Enabled: true, RecipientsFile: { } file } ? FileOf(Path.Combine(folder, file)) : null);
            (_settings, _files) = (settings, files);
            LookAll();
            Replace();
        }
    }

    /// <summary>Looks at the files now instead of within the second.</summary>
    public void Look()
    {
        lock (_filesLock)
        {
            if (LookAll())
                Replace();
        }
    }

    /// <summary>Stops watching; the last table stays.</summary>
    public void Dispose() => _timer?.Dispose();

    private RecipientFile FileOf(string path) => _files.Find(known => string.Equals(known?.Path, path, StringComparison.Ordinal)) ?? new RecipientFile(path);

    private bool LookAll()
    {
        var changed = false;
        for (var i = 0; i < _files.Count; i++)
        {
            if (_files[i] is not { } file || !file.Look())
                continue;
            changed = true;
            var name = _settings.RecipientPolicies[i].Name;
            _notices.Write(file.Trouble is { } trouble
                ? LogMessages.RecipientsRefused(name, file.Path, trouble, file.Recipients is not null)
                : LogMessages.RecipientsLoaded(name, file.Path, file.Recipients!.Count, file.FirstBadLine));
        }

        return changed;
    }

    private void Replace() => _current = new PolicyTable(_settings, _files.ConvertAll(static file => file?.Recipients));
}
