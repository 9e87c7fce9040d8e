using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.InForce;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Service.Notify;

/// <summary>Has a report made when it is due. The log is read on a thread of the pool, and nobody waits for it.</summary>
internal sealed class DigestSchedule(string settingsPath)
{
    private Task<Digest>? _making;
    private DateTimeOffset _due;

    /// <summary>True while one is being made.</summary>
    public bool IsBusy => _making is { IsCompleted: false };

    /// <summary>A report that has been made since the last look; null as a rule. Which was the last stands in the book.</summary>
    public Digest? Look(FilterSettings settings, StatusReport report, NotifyBook book)
    {
        if (_making is { IsCompleted: true } made)
        {
            _making = null;
            book.LastDigest = _due;
            return made.GetAwaiter().GetResult();
        }

        var notify = settings.Notify;
        if (_making is not null || DigestTimes.Last(notify.Digest, notify.DigestHour, report.Now, TimeZoneInfo.Local) is not { } due)
            return null;
        // Whoever turns reports on gets the next one, and none of the time before.
        book.LastDigest ??= due;
        if (due > book.LastDigest)
            Start(settings, report, due, [.. book.Ledger.WrongAt(report.Now)]);
        return null;
    }

    private void Start(FilterSettings settings, StatusReport report, DateTimeOffset due, IReadOnlyList<string> attention)
    {
        _due = due;
        var providers = Subjects.Here(report).Where(static process => process.IsRunning).SelectMany(static process => process.State.Providers).ToList();
        _making = Task.Run(() => Make(settings, due, providers, attention));
    }

    private Digest Make(FilterSettings settings, DateTimeOffset due, IReadOnlyList<ProviderState> providers, IReadOnlyList<string> attention)
    {
        var digest = settings.Notify.Digest;
        try
        {
            return new DigestReport(settings, settingsPath, due - DigestTimes.LengthOf(digest), due, providers, attention).ToDigest(digest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Digest("The report could not be created", "The decision log cannot be read: " + Printable.Line(failure.Message) + "\n", []);
        }
    }
}
