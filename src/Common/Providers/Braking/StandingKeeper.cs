using System;
using System.Globalization;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Notices;
using IpBlock.Time;

namespace IpBlock.Providers.Braking;

/// <summary>
/// The agent's part in the known good clients of a fleet: reads what the service on this server has written into the folder of the log, and leaves there
/// what this process vouches for and withdraws. Without a service that belongs to a fleet there is no file, and only what this server has seen counts. No
/// verdict waits for the disk.
/// </summary>
internal sealed class StandingKeeper : IDisposable
{
    /// <summary>
    /// How old the service's file can be. The service writes it at least once an hour; if it has ended without removing it, the server may have left the fleet.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    // As many as a server can give to the database at once.
    private const int MostNews = 1000;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Clock _clock;
    private readonly Func<string?> _folder;
    private readonly Action<ISharedStanding?> _share;
    private readonly TaskErrors _errors;
    private readonly string _newsName;
    private readonly IDisposable _timer;
    private StandingBook? _book;
    private FileStamp _seen;
    private int _day;

    /// <param name="clock">Where time comes from.</param>
    /// <param name="folder">The folder of the log; null as long as there are no settings.</param>
    /// <param name="process">The number of this process, which tells its file from those of other agents.</param>
    /// <param name="share">Hands the known good clients to the engine; null when there are none to share.</param>
    /// <param name="errors">Hears of files that cannot be read or written; the next look tries again.</param>
    public StandingKeeper(Clock clock, Func<string?> folder, int process, Action<ISharedStanding?> share, TaskErrors errors)
    {
        (_clock, _folder, _share, _errors) = (clock, folder, share, errors);
        _newsName = StandingFile.NewsBegin + process.ToString(CultureInfo.InvariantCulture) + StandingFile.NewsEnd;
        _timer = clock.Every(Period, Look);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (_folder() is not { } path)
            return;
        try
        {
            Read(path);
            BeginDay();
            LeaveNews(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException or System.Security.SecurityException)
        {
            _errors.Report("knownClients", failure);
        }
    }

    private void Read(string path)
    {
        var stamp = FileStamp.Of(Path.Combine(path, StandingFile.Known));
        if (!stamp.Exists || _clock.UtcNow - stamp.LastWrite > MaxAge)
        {
            Use(null);
            _seen = default;
            return;
        }

        if (stamp.Equals(_seen))
            return;
        using var folder = OwnedFolder.Open(path);
        var (key, known, _) = StandingFile.Read(folder, StandingFile.Known);
        _seen = stamp;
        var book = _book?.Key.SequenceEqual(key) == true ? _book : new StandingBook(key);
        book.BeginAnew();
        book.Learn(known.Select(static hash => (hash, true)));
        book.EndAnew();
        Use(book);
    }

    private void Use(StandingBook? book)
    {
        if (book == _book)
            return;
        _book = book;
        _share(book);
    }

    private void BeginDay()
    {
        if (_clock.UtcNow.DayOfYear != _day)
            _book?.BeginDay();
        _day = _clock.UtcNow.DayOfYear;
    }

    // What the service has not read yet stays; the rest waits in the memory.
    private void LeaveNews(string path)
    {
        if (_book is not { } book || File.Exists(Path.Combine(path, _newsName)))
            return;
        var news = book.TakeNews(MostNews);
        if (news.Vouched.Length + news.Withdrawn.Length == 0)
            return;
        var isWritten = false;
        try
        {
            using var folder = OwnedFolder.Open(path);
            StandingFile.Write(folder, _newsName, book.Key, news.Vouched, news.Withdrawn);
            isWritten = true;
        }
        finally
        {
            if (!isWritten)
                book.ReturnNews(news.Vouched, news.Withdrawn);
        }
    }
}
