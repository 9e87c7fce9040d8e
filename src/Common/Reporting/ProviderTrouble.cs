using System;
using System.Collections.Concurrent;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Reporting;

/// <summary>Tells of lists that refuse, are late or fail: once for each list and kind of trouble, and again only after a while, because every connection meets the same trouble.</summary>
public sealed class ProviderTrouble
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Provider, ProviderKind Kind, ProviderOutcome Outcome, string? Why), TimeSpan> _told = new();
    private readonly Clock _clock;
    private readonly INoticeSink _notices;

    /// <summary>Tells this sink.</summary>
    public ProviderTrouble(Clock clock, INoticeSink notices)
    {
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _notices = notices ?? throw new ArgumentNullException(nameof(notices));
    }

    /// <summary>Looks at a verdict. Free when no list was in trouble.</summary>
    public void Watch(Verdict verdict)
    {
        for (var i = 0; i < verdict.Missing.Count; i++)
            Tell(verdict.Missing[i]);
    }

    /// <summary>The same where the lists' health is watched: single late answers are no news then, and whether there is a pattern in them the watch tells.</summary>
    public void WatchErrorCodes(Verdict verdict)
    {
        for (var i = 0; i < verdict.Missing.Count; i++)
        {
            if (verdict.Missing[i].Outcome == ProviderOutcome.Refused)
                Tell(verdict.Missing[i]);
        }
    }

    private void Tell(ProviderAnswer answer)
    {
        if (answer.Outcome is ProviderOutcome.Suspended or ProviderOutcome.NotReached or ProviderOutcome.Overloaded)
            return;
        var now = _clock.Elapsed;
        // By meaning and not by code: a parked domain may answer with ever new addresses.
        var why = answer.Outcome == ProviderOutcome.Refused ? answer.Provider.WhyNoListing(answer.Code) : null;
        var key = (answer.Provider.Name, answer.Provider.Kind, answer.Outcome, why);
        // Of all connections that meet the trouble at this moment, one tells.
        if (_told.TryGetValue(key, out var last) ? now - last < Silence || !_told.TryUpdate(key, now, last) : !_told.TryAdd(key, now))
            return;
        _notices.Write(NoticeOf(answer, why));
    }

    private static Notice NoticeOf(ProviderAnswer answer, string? why)
    {
        var name = answer.Provider.Name;
        return answer.Outcome switch
        {
            ProviderOutcome.Refused => LogMessages.ProviderRefused(name, answer.Provider.Kind == ProviderKind.Allow, new ReturnCode(answer.Code).ToString(), why ?? ""),
            ProviderOutcome.Late => LogMessages.ProviderLate(name),
            ProviderOutcome.Backlog => LogMessages.ProviderBacklog(name),
            _ => LogMessages.ProviderFailed(name, answer.Dns.Status.ToString()),
        };
    }
}
