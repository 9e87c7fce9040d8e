using System;
using System.IO;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Time;

namespace IpBlock.Sessions;

/// <summary>
/// Keeps deferred mail in a file of the log's folder: a few seconds after something has changed, and at the end. Several processes may have the same folder:
/// who writes holds a lock, and first takes in what another has written, so that none loses what the other knows. A disk that does not answer costs one thread,
/// and what would have been kept.
/// </summary>
internal sealed class DeferredMailKeeper : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    // A large file is written less often: no more than one twentieth of the time goes into it.
    private const int Rest = 20;

    // How long the end waits for the disk, or for another who is writing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly DeferredMail _mail;
    private readonly Clock _clock;
    private readonly INoticeSink _notices;
    private readonly IDisposable _timer;
    private readonly object _fileLock = new();
    private readonly string _folder;
    private FileStamp _seen;
    private long _written;
    private TimeSpan _nextWrite;
    private bool _unwritable;
    private volatile bool _disposed;

    /// <summary>Takes in what the file of the folder holds.</summary>
    /// <param name="mail">What is kept.</param>
    /// <param name="folder">The folder of the file.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="notices">Hears of a file that is broken or cannot be written; mail goes on.</param>
    public DeferredMailKeeper(DeferredMail mail, string folder, Clock clock, INoticeSink notices)
    {
        (_mail, _folder, _clock, _notices) = (mail, folder, clock, notices);

        // Written at once: another that begins now takes over the secret.
        Guard(() => Exchange(writes: true, TimeSpan.Zero));
        _timer = clock.Every(Period, Look);
    }

    public string Folder => _folder;

    private string FilePath => Path.Combine(_folder, DeferredMailFile.Name);

    /// <summary>Writes for the last time, if the disk takes it within a few seconds.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        if (_disposed)
            return;
        _disposed = true;
        var last = Task.Run(() =>
        {
            lock (_fileLock)
                Guard(() => Exchange(_mail.Changes != _written, Patience));
        });
        if (!last.Wait(Patience + Patience))
            Tell(new TimeoutException("The disk does not answer."));
    }

    // The timer does not overlap itself, and only the end waits for it.
    private void Look()
    {
        if (_disposed || !Monitor.TryEnter(_fileLock))
            return;
        try
        {
            var writes = _mail.Changes != _written && _clock.Elapsed >= _nextWrite;
            if (writes || !FileStamp.Of(FilePath).Equals(_seen))
                Guard(() => Exchange(writes, TimeSpan.Zero));
        }
        finally
        {
            Monitor.Exit(_fileLock);
        }
    }

    private void Exchange(bool writes, TimeSpan patience)
    {
        var started = _clock.Elapsed;
        using var folder = OwnedFolder.Open(_folder);
        using var held = Hold(folder, patience);
        if (held is null)
            return; // another is writing: at the next look
        var isBroken = false;
        if (!FileStamp.Of(FilePath).Equals(_seen))
            isBroken = !TryTakeIn(folder);
        if (writes || isBroken)
        {
            var (secret, entries, changes) = _mail.ToWrite();
            DeferredMailFile.Write(folder, secret, entries);
            _written = changes;
        }

        _seen = FileStamp.Of(FilePath);
        _nextWrite = _clock.Elapsed + TimeSpan.FromTicks((_clock.Elapsed - started).Ticks * Rest);
    }

    private static FileStream? Hold(OwnedFolder folder, TimeSpan patience)
    {
        // To read is enough for a lock, and lets an account lock a file that another has made.
        FileStream? held = null;
        SpinWait.SpinUntil(() => (held = folder.TryHold(DeferredMailFile.LockName, FileAccess.Read)) is not null, patience);
        return held;
    }

    private bool TryTakeIn(OwnedFolder folder)
    {
        if (!folder.Has(DeferredMailFile.Name))
            return true;
        try
        {
            var (secret, entries) = DeferredMailFile.Read(folder);
            _mail.Merge(secret, entries);
            return true;
        }
        catch (InvalidDataException broken)
        {
            _notices.Write(LogMessages.DeferredMailBroken(Path.Combine(folder.Path, DeferredMailFile.Name), broken.Message));
            return false;
        }
    }

    private void Guard(Action work)
    {
        try
        {
            work();
            _unwritable = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            if (!_unwritable)
                Tell(failure);
            _unwritable = true;
        }
    }

    private void Tell(Exception failure) => _notices.Write(LogMessages.DeferredMailNotKept(_folder, failure));
}
