using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Sessions;

/// <summary>
/// Which mail was deferred and has come again: by its sender and its recipient and by no address, because large providers send again from another one. It
/// remembers so many, also over a restart (<see cref="DeferredMailKeeper"/>). Any number of threads may ask.
/// </summary>
public sealed class DeferredMail
{
    // Who has waited is noted again when he comes with more mail, but not for each of a thousand a minute.
    private const uint NotedEach = 60;

    private const int MergedAtOnce = 1000;

    // What others have not been told yet; beyond that they are not.
    private const int MostNews = 20_000;

    private readonly object _tableLock = new();
    private readonly Clock _clock;
    private DeferOnceSettings _settings;
    private DeferredTable _table;
    private MailKey _key = new(NewSecret());
    private long _changes;
    private HashSet<ulong>? _news;

    /// <summary>A memory of nothing yet.</summary>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="settings">How long a mail has to wait, how long it is remembered, and how many are.</param>
    public DeferredMail(Clock clock, DeferOnceSettings settings)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _table = new DeferredTable(settings.MaxEntries);
    }

    /// <summary>How many mails are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_tableLock)
                return _table.Count;
        }
    }

    /// <summary>How long a mail is remembered.</summary>
    internal TimeSpan Remembered
    {
        get
        {
            lock (_tableLock)
                return _settings.Within;
        }
    }

    /// <summary>Grows with whatever is worth being written.</summary>
    internal long Changes
    {
        get
        {
            lock (_tableLock)
                return _changes;
        }
    }

    /// <summary>Other settings are in force.</summary>
    public void Use(DeferOnceSettings settings)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        lock (_tableLock)
        {
            _settings = settings;
            if (_table.Max == settings.MaxEntries)
                return;
            var all = _table.ToList();
            _table = new DeferredTable(settings.MaxEntries);
            foreach (var entry in all)
                _table.Set(entry);
        }
    }

    /// <summary>A mail that is to be deferred is here: whether it is to be accepted, because it has come again after the time it has to wait.</summary>
    /// <param name="sender">From MAIL, in any spelling; empty for the null sender.</param>
    /// <param name="recipient">From RCPT, in any spelling.</param>
    /// <returns>How long ago it was deferred first; null when it is to be deferred, which is noted.</returns>
    public TimeSpan? HasComeAgain(string sender, string recipient)
    {
        var now = DeferredEntry.Seconds(_clock.UtcNow);
        lock (_tableLock)
        {
            var key = _key.Of(sender, recipient);
            var within = (uint)_settings.Within.TotalSeconds;
            _table.DropForgotten(now, within, atMost: 2);
            if (!_table.TryGet(key, out var entry) || !entry.IsKnownAt(now, within) || entry.DeferredAt > now)
            {
                // Anew, and in the order as the newest.
                _table.Remove(key);
                Set(new DeferredEntry(key, now, 0));
                return null;
            }

            var waited = TimeSpan.FromSeconds(now - entry.DeferredAt);
            if (entry.AcceptedAt == 0 && waited < _settings.After)
                return null;
            if (entry.AcceptedAt == 0 || entry.AcceptedAt > now || now - entry.AcceptedAt >= NotedEach)
                Set(entry with { AcceptedAt = now });
            return waited;
        }
    }

    /// <summary>All that is remembered, with the secret of their keys and the number of changes until then.</summary>
    internal (byte[] Secret, List<DeferredEntry> Entries, long Changes) ToWrite()
    {
        lock (_tableLock)
        {
            var now = DeferredEntry.Seconds(_clock.UtcNow);
            var within = (uint)_settings.Within.TotalSeconds;
            var entries = _table.ToList();
            entries.RemoveAll(entry => !entry.IsKnownAt(now, within));
            return (_key.Secret, entries, _changes);
        }
    }

    /// <summary>
    /// Takes in what a file holds, of an earlier run or of another process. Of a mail that both know the first deferral and the last acceptance count. A file
    /// with another secret is not of this memory's kind, which then begins anew as the file's.
    /// </summary>
    internal void Merge(byte[] secret, List<DeferredEntry> entries)
    {
        lock (_tableLock)
        {
            if (!secret.SequenceEqual(_key.Secret) && _news is not null)
            {
                _changes++; // written over: other processes take the shared secret from the file
                return;
            }

            if (!secret.SequenceEqual(_key.Secret))
                (_key, _table) = (new MailKey(secret), new DeferredTable(_settings.MaxEntries));
        }

        MergeAll(entries, areNews: true);
    }

    /// <summary>
    /// From now on the memory is one with that of other servers, by their common secret. What was remembered by another secret is forgotten, and such mail waits once more; with null the memory is this server's alone again.
    /// </summary>
    internal void Share(byte[]? secret)
    {
        lock (_tableLock)
        {
            if (secret is not null && !secret.SequenceEqual(_key.Secret))
            {
                (_key, _table) = (new MailKey(secret), new DeferredTable(_settings.MaxEntries));
                _news = null;
                _changes++;
            }

            _news = secret is null ? null : _news ?? [];
        }
    }

    /// <summary>What was deferred or accepted here, or by another process with the same file, since the last time. Handed out once.</summary>
    internal IReadOnlyList<DeferredEntry> TakeNews(int most)
    {
        lock (_tableLock)
        {
            var taken = (_news ?? []).Take(most).ToList();
            _news?.ExceptWith(taken);
            return [.. taken.Select(key => _table.TryGet(key, out var entry) ? entry : default).Where(static entry => entry.Key != 0)];
        }
    }

    /// <summary>News that could not be told: they are handed out again.</summary>
    internal void ReturnNews(IEnumerable<DeferredEntry> entries)
    {
        lock (_tableLock)
        {
            foreach (var entry in entries)
                AddNews(entry.Key);
        }
    }

    /// <summary>Takes in what other servers have deferred. That one has accepted a mail counts only if it would be accepted here as well.</summary>
    internal void Learn(List<DeferredEntry> entries) => MergeAll(entries, areNews: false);

    private void MergeAll(List<DeferredEntry> entries, bool areNews)
    {
        // Sessions wait for no more than a few of them.
        for (var at = 0; at < entries.Count; at += MergedAtOnce)
            MergeSome(entries, at, Math.Min(at + MergedAtOnce, entries.Count), areNews);
    }

    private void MergeSome(List<DeferredEntry> entries, int from, int to, bool areNews)
    {
        lock (_tableLock)
        {
            var now = DeferredEntry.Seconds(_clock.UtcNow);
            var within = (uint)_settings.Within.TotalSeconds;
            for (var i = from; i < to; i++)
            {
                var theirs = entries[i];
                if (!theirs.IsKnownAt(now, within))
                    continue;
                var isKnown = _table.TryGet(theirs.Key, out var ours) && ours.IsKnownAt(now, within);
                var both = isKnown ? new DeferredEntry(theirs.Key, Math.Min(ours.DeferredAt, theirs.DeferredAt), Math.Max(ours.AcceptedAt, theirs.AcceptedAt)) : theirs;
                if (!areNews && (!isKnown || ours.AcceptedAt == 0) && both.DeferredAt + _settings.After.TotalSeconds > now)
                    both = both with { AcceptedAt = 0 };
                var isNew = !isKnown || both != ours;
                if (areNews && isNew)
                    AddNews(both.Key);
                if (!areNews && isNew)
                    _changes++; // what comes from the file is there already
                _table.Set(both);
            }
        }
    }

    private void AddNews(ulong key)
    {
        if (_news?.Count < MostNews)
            _news.Add(key);
    }

    private static byte[] NewSecret()
    {
        var secret = new byte[16];
        using var random = RandomNumberGenerator.Create();
        random.GetBytes(secret);
        return secret;
    }

    private void Set(DeferredEntry entry)
    {
        _table.Set(entry);
        _changes++;
        AddNews(entry.Key);
    }
}
