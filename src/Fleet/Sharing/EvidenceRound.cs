using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Keys;
using IpBlock.Providers.Braking;
using IpBlock.Sessions;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>Carries evidence between this server's memory and the database, some seconds after it was seen. Verdicts look into the memory only.</summary>
/// <param name="share">Hands the shared evidence to the engine.</param>
/// <param name="deferred">The deferred mail of this server; null while the settings do not ask for it.</param>
/// <param name="clock">Where time comes from.</param>
/// <param name="agents">The agents on this server, which have no connection to the database.</param>
internal sealed class EvidenceRound(Action<SharedEvidence> share, Func<DeferredMail?> deferred, Clock clock, AgentStanding? agents = null)
{
    // What servers of all versions hash alike: it is not a text, and does not change.
    private const string Purpose = "clients in good standing";

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ReadsAllEach = TimeSpan.FromHours(1);
    private static readonly TimeSpan RememberedAtMost = TimeSpan.FromDays(30);

    private readonly EvidenceReading _standing = new();
    private readonly EvidenceReading _deferred = new();
    private int _keyNumber;
    private StandingBook? _book;
    private DeferredMail? _readInto;
    private TimeSpan _next;
    private TimeSpan _nextWhole;
    private int _day;

    /// <summary>An empty book with the hashes of a fleet.</summary>
    /// <param name="key">A key of the fleet.</param>
    public static StandingBook BookOf(byte[] key) => new(SymmetricBox.Derive(key, Purpose));

    /// <summary>Gives and takes, when it is time.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task RunAsync(FleetDatabase database, FleetKeys keys, CancellationToken stop)
    {
        if (clock.Elapsed < _next)
            return;
        _next = clock.Elapsed + Between;
        var book = Use(keys);
        agents?.Collect(book);
        await GiveAsync(database, book, stop).ConfigureAwait(false);
        await ReadStandingAsync(database, book, stop).ConfigureAwait(false);
        await ReadDeferredAsync(database, stop).ConfigureAwait(false);
    }

    private StandingBook Use(FleetKeys keys)
    {
        if (_book is null || _keyNumber != keys.Newest)
        {
            // With another key all numbers are others.
            var key = keys.Find(_keyNumber = keys.Newest)!;
            _book = BookOf(key);
            _standing.BeginAnew();
            _deferred.BeginAnew();
            share(new SharedEvidence(_book, SymmetricBox.Derive(key, "deferred mail")[..16]));
        }

        if (clock.UtcNow.DayOfYear != _day)
            _book.BeginDay();
        _day = clock.UtcNow.DayOfYear;
        return _book;
    }

    private async Task GiveAsync(FleetDatabase database, StandingBook book, CancellationToken stop)
    {
        var (mail, standing) = (deferred(), book.TakeNews(EvidenceStore.MostGiven));
        var entries = mail?.TakeNews(EvidenceStore.MostGiven) ?? [];
        var given = new GivenEvidence(
            standing.Vouched,
            standing.Withdrawn,
            [.. entries.Where(static entry => entry.AcceptedAt == 0).Select(static entry => (long)entry.Key)],
            [.. entries.Where(static entry => entry.AcceptedAt != 0).Select(static entry => (long)entry.Key)]);
        if (given.IsEmpty)
            return;
        var taken = false;
        try
        {
            taken = await EvidenceStore.GiveAsync(database, _keyNumber, given, mail?.Remembered ?? RememberedAtMost, stop).ConfigureAwait(false);
        }
        finally
        {
            if (!taken)
            {
                book.ReturnNews(standing.Vouched, standing.Withdrawn);
                mail?.ReturnNews(entries);
            }
        }
    }

    private async Task ReadStandingAsync(FleetDatabase database, StandingBook book, CancellationToken stop)
    {
        if (clock.Elapsed >= _nextWhole)
        {
            _nextWhole = clock.Elapsed + ReadsAllEach;
            _standing.BeginAnew();
            book.BeginAnew();
        }

        var isComplete = await _standing.ReadAsync(
            from => EvidenceStore.StandingAsync(database, _keyNumber, from, stop),
            static row => row.Place,
            rows => book.Learn(rows.Select(static row => (row.Hash, row.Holds)))).ConfigureAwait(false);
        if (!isComplete)
            return;
        book.EndAnew();
        agents?.Publish(book);
    }

    private async Task ReadDeferredAsync(FleetDatabase database, CancellationToken stop)
    {
        if (deferred() is not { } mail)
            return;
        if (mail != _readInto)
            _deferred.BeginAnew();
        _readInto = mail;
        await _deferred.ReadAsync(
            from => EvidenceStore.DeferredAsync(database, _keyNumber, from, stop),
            static row => row.Place,
            rows =>
            {
                var now = clock.UtcNow;
                mail.Learn(rows.ConvertAll(row => new DeferredEntry((ulong)row.Mail, Ago(now, row.DeferredAgo), row.AcceptedAgo is { } ago ? Ago(now, ago) : 0)));
            }).ConfigureAwait(false);
    }

    private static uint Ago(DateTimeOffset now, double seconds) => DeferredEntry.Seconds(now.AddSeconds(-Math.Max(0, seconds)));
}
