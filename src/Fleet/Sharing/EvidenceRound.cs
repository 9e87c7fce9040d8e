using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Fleet.Connection;
using IpBlock.Fleet.Keys;
using IpBlock.Sessions;
using IpBlock.Time;

namespace IpBlock.Fleet.Sharing;

/// <summary>Carries evidence between this server's memory and the database, some seconds after it was seen. Verdicts look into the memory only.</summary>
/// <param name="share">Hands the shared evidence to the engine.</param>
/// <param name="deferred">The deferred mail of this server; null while the settings do not ask for it.</param>
/// <param name="clock">Where time comes from.</param>
internal sealed class EvidenceRound(Action<SharedEvidence> share, Func<DeferredMail?> deferred, Clock clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan ReadsAllEach = TimeSpan.FromHours(1);
    private static readonly TimeSpan RememberedAtMost = TimeSpan.FromDays(30);

    // What is read at one time: the settings must not wait for it.
    private const int MostBatches = 10;

    private int _keyNumber;
    private StandingBook? _book;
    private EvidencePlace _standingRead = EvidencePlace.Start;
    private EvidencePlace _deferredRead = EvidencePlace.Start;
    private DeferredMail? _readInto;
    private TimeSpan _next;
    private TimeSpan _nextWhole;
    private int _day;

    /// <summary>Gives and takes, when it is time.</summary>
    /// <exception cref="FleetException">The database cannot be used.</exception>
    public async Task RunAsync(FleetDatabase database, FleetKeys keys, CancellationToken stop)
    {
        if (clock.Elapsed < _next)
            return;
        _next = clock.Elapsed + Between;
        var book = Use(keys);
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
            _book = new StandingBook(key);
            (_standingRead, _deferredRead) = (EvidencePlace.Start, EvidencePlace.Start);
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
        var whole = clock.Elapsed >= _nextWhole;
        if (whole)
            (_nextWhole, _standingRead) = (clock.Elapsed + ReadsAllEach, EvidencePlace.Start);
        var from = _standingRead.Again;
        for (var i = 0; i < MostBatches; i++)
        {
            var rows = await EvidenceStore.StandingAsync(database, _keyNumber, from, stop).ConfigureAwait(false);
            book.Learn(rows.Select(static row => (row.Hash, row.Holds)), anew: whole && i == 0);
            if (rows.Count > 0)
                from = _standingRead = rows[^1].Place;
            if (rows.Count < EvidenceStore.MostRead)
                return;
        }
    }

    private async Task ReadDeferredAsync(FleetDatabase database, CancellationToken stop)
    {
        if (deferred() is not { } mail)
            return;
        if (mail != _readInto)
            (_readInto, _deferredRead) = (mail, EvidencePlace.Start);
        var from = _deferredRead.Again;
        for (var i = 0; i < MostBatches; i++)
        {
            var rows = await EvidenceStore.DeferredAsync(database, _keyNumber, from, stop).ConfigureAwait(false);
            var now = clock.UtcNow;
            mail.Learn(rows.ConvertAll(row => new DeferredEntry((ulong)row.Mail, Ago(now, row.DeferredAgo), row.AcceptedAgo is { } ago ? Ago(now, ago) : 0)));
            if (rows.Count > 0)
                from = _deferredRead = rows[^1].Place;
            if (rows.Count < EvidenceStore.MostRead)
                return;
        }
    }

    private static uint Ago(DateTimeOffset now, double seconds) => DeferredEntry.Seconds(now.AddSeconds(-Math.Max(0, seconds)));
}
