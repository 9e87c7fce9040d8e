using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Exceptions;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <summary>
/// Decides about clients by one state of the settings. The rules are heard in the order of <see cref="VerdictRule"/>; the first that matches decides. What
/// depends on the connection alone comes first and costs no lookup. Any number of threads may ask at the same time.
/// </summary>
public sealed partial class ConnectionFilter
{
    [ThreadStatic]
    private static byte[]? _name;

    private readonly FilterSettings _settings;
    private readonly IDnsResolver _resolver;
    private readonly Clock _clock;
    private readonly ConnectionRules _rules;
    private readonly HostNameExceptions _hostNames;
    private readonly VerifiedNames _names;
    private readonly ListStore _lists;
    private readonly RecipientExceptions _recipients;
    private readonly Provider[] _providers;
    private readonly int _firstBlocker;
    private readonly RejectionReply[] _replies;
    private readonly DynamicHostRule? _dynamicHosts;
    private readonly HeloRule? _helo;
    private readonly ProviderLookups _lookups;
    private readonly Action<Verdict>? _missing;
    private readonly IListHealth? _health;

    /// <summary>A filter by these settings.</summary>
    /// <param name="settings">Validated.</param>
    /// <param name="resolver">Asks the lists.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="missing">Hears of every verdict that was made without a list that was asked. Must not throw and not wait.</param>
    /// <param name="health">Knows which lists are not fit to decide; without it all are.</param>
    /// <param name="lists">Holds the lists of these settings; without it there are none.</param>
    /// <param name="usage">Keeps count of how often the lists are asked; without it nobody does.</param>
    public ConnectionFilter(
        FilterSettings settings, IDnsResolver resolver, Clock clock, Action<Verdict>? missing = null, IListHealth? health = null, ListStore? lists = null, UsageBook? usage = null)
    {
        _missing = missing;
        _health = health;
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _resolver = resolver ?? throw new ArgumentNullException(nameof(resolver));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        _lists = lists ?? new ListStore(clock, NoNotices.Instance, watch: false);
        _rules = new ConnectionRules(settings, clock, _lists);
        _names = new VerifiedNames(resolver);
        _hostNames = new HostNameExceptions(settings.Exceptions.Clients, resolver);
        _recipients = new RecipientExceptions(settings.Exceptions.Recipients, settings.Exceptions.RecipientDelimiter);
        _providers = [.. Enabled(settings.AllowProviders, ProviderKind.Allow, health, usage), .. Enabled(settings.BlockProviders, ProviderKind.Block, health, usage)];
        foreach (var provider in _providers)
            provider.Health.Window.ShareWith(_providers.Length);
        _firstBlocker = Array.FindIndex(_providers, static provider => provider.Kind == ProviderKind.Block) is >= 0 and var first ? first : _providers.Length;
        _dynamicHosts = settings.DynamicHosts.Enabled ? new DynamicHostRule(settings.DynamicHosts, resolver, settings.Nat64Prefix) : null;
        _helo = settings.Helo.Enabled ? new HeloRule(settings.Helo, resolver, settings.Nat64Prefix) : null;
        _replies = Array.ConvertAll(_providers, static provider => new RejectionReply(provider));
        _lookups = new ProviderLookups(resolver, clock, settings, health);
    }

    /// <summary>The enabled providers in the order in which they are heard.</summary>
    internal IReadOnlyList<Provider> Providers => _providers;

    /// <summary>The settings it decides by.</summary>
    public FilterSettings Settings => _settings;

    /// <summary>The exception that covers a recipient, or null: its mail is accepted whatever the verdict about the client.</summary>
    /// <param name="recipient">The address in any spelling.</param>
    public RecipientException? FindRecipientException(string recipient) => _recipients.Find(recipient, _clock.UtcNow);

    /// <summary>True when a refusal must wait for the recipients: there are exceptions for some, or the settings say so.</summary>
    public bool RefusesAtRecipient => _settings.RejectAt == RejectAt.Recipient || _recipients.Any(_clock.UtcNow);

    /// <summary>
    /// Decides about a connection. Completed when it returns if no list needs to be asked over the network; otherwise within
    /// <see cref="FilterSettings.TotalTimeout"/>. Never fails because of a list or the network.
    /// </summary>
    public Task<Verdict> EvaluateAsync(FilterRequest request)
    {
        var started = _clock.Elapsed;
        request = Folded(request);
        if (_rules.Match(request, started, out var reported) is { } decided)
            return decided.Action == VerdictAction.Accept || !NamesExempt ? Task.FromResult(InMode(decided)) : UnlessNamedAsync(decided, started);
        if (_lists.Current.HasBlockedNames)
            return EvaluateWithNamesAsync(_lookups.Start(_providers, request.Client, started), request.Client, started, reported);

        var collected = new CollectedAnswers(request.Client, started, reported);
        for (var i = 0; i <= _providers.Length; i++)
        {
            if (i == _firstBlocker && _dynamicHosts is { } rule && !collected.IsDecided && !TryHearReverseName(rule, ref collected))
                return EvaluateOverNetworkAsync(request.Client, started, i, reported);
            if (i == _providers.Length || _providers[i] is not { } provider || !provider.Asks(request.Client))
                continue;
            if (provider.Health.IsSuspended)
                HearKnown(i, ProviderAnswer.None(provider, ProviderOutcome.Suspended), ref collected);
            else if (_resolver.TryGetCached(provider.Question(request.Client, DnsType.A, Buffer), out var answer))
                HearKnown(i, provider.Judge(answer), ref collected);
            else if (!collected.IsDecided)
                return EvaluateOverNetworkAsync(request.Client, started, i, reported);
        }

        return NeedsMore(collected) ? EvaluateOverNetworkAsync(request.Client, started, _providers.Length, reported) : Task.FromResult(Conclude(collected, ""));
    }

    /// <summary>The request with the client who stands behind the site's own NAT64 prefix.</summary>
    internal FilterRequest Folded(FilterRequest request) =>
        _settings.Nat64Prefix is { } nat64 && !request.Client.IsIPv4 ? request with { Client = nat64.Fold(request.Client) } : request;

    private static void HearKnown(int place, ProviderAnswer answer, ref CollectedAnswers collected)
    {
        answer.Provider.Usage?.Known(answer.Outcome);
        collected.Hear(place, answer);
    }

    // False when the name, or one that would exempt the client, must be asked for.
    private bool TryHearReverseName(DynamicHostRule rule, ref CollectedAnswers collected)
    {
        if (!rule.Concerns(collected.Client, _clock.UtcNow))
            return true;
        if (!rule.TryGetCached(collected.Client, Buffer, out var answer))
            return false;
        if (!rule.Matches(answer, collected.Client))
            return true;
        if (rule.HasNamedExceptions)
            return false;
        collected.Hear(rule.See(answer, collected.Client), rule.IsReportOnly);
        return true;
    }

    private static byte[] Buffer => _name ??= new byte[DnsQuestion.MaxNameLength];

    private static IEnumerable<Provider> Enabled(IReadOnlyList<ProviderSettings> settings, ProviderKind kind, IListHealth? health, UsageBook? usage)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Enabled)
                yield return new Provider(settings[i], kind, i + 1, health?.Of(settings[i], kind)) { Usage = usage?.Of(kind, settings[i].Name) };
        }
    }

    /// <summary>
    /// The same decision with everything that led to it: what <see cref="EvaluateAsync"/> does, watched. In parallel order the lists that were not heard any more are waited for
    /// too, so that it may take as long as the slowest.
    /// </summary>
    /// <param name="request">The connection.</param>
    /// <param name="helo">What the client calls itself; null when that is not to be looked at.</param>
    public async Task<Explanation> ExplainAsync(FilterRequest request, string? helo = null)
    {
        var started = _clock.Elapsed;
        request = Folded(request);
        var asked = _lookups.Watch(_providers, request.Client, started);
        var decided = _rules.Match(request, started, out var reported);
        var verdict = decided is null
            ? await EvaluateWithNamesAsync(asked, request.Client, started, reported).ConfigureAwait(false)
            : decided.Action == VerdictAction.Accept ? InMode(decided) : await UnlessNamedAsync(decided, started).ConfigureAwait(false);
        verdict = await HearHeloAsync(verdict, helo ?? "", null).ConfigureAwait(false);
        return new Explanation(verdict, decided is null && verdict.Cause().List is not { Settings.Mode: FilterMode.Enforce } ? await asked.SeenAsync().ConfigureAwait(false) : [])
        {
            ReverseName = asked.ReverseName is { } name ? _dynamicHosts?.See(await name.ConfigureAwait(false), request.Client) : null,
        };
    }

    // Lists that block by host name make every client's name be looked up, while the providers are asked.
    private async Task<Verdict> EvaluateWithNamesAsync(ProviderLookups.Asked asked, Address client, TimeSpan started, Verdict? reported)
    {
        Begin(asked, client);
        if (!_lists.Current.HasBlockedNames)
            return await EvaluateOverNetworkAsync(client, started, reported, asked).ConfigureAwait(false);
        var names = await asked.WithinDeadlineAsync(_names.FindAsync(client), []).ConfigureAwait(false);
        if (_lists.Current.FindBlocking(names, _clock.UtcNow) is { } list && _rules.Refuse(client, list, started, out reported) is { } refusal)
            return await UnlessNamedAsync(refusal, started, asked).ConfigureAwait(false);
        return await EvaluateOverNetworkAsync(client, started, reported, asked).ConfigureAwait(false);
    }

    private Task<Verdict> EvaluateOverNetworkAsync(Address client, TimeSpan started, int counted, Verdict? reported)
    {
        var asked = _lookups.Start(_providers, client, started, counted);
        Begin(asked, client);
        return EvaluateOverNetworkAsync(client, started, reported, asked);
    }

    // Once for each decision: who has been asked is counted from here on, and the last to answer is known by it.
    private void Begin(ProviderLookups.Asked asked, Address client)
    {
        if (_settings.Lookup == LookupOrder.Parallel && _dynamicHosts?.Concerns(client, _clock.UtcNow) == true)
            asked.ReverseName = _dynamicHosts.AskAsync(client);
        asked.AskAllIfParallel();
    }

    private async Task<Verdict> EvaluateOverNetworkAsync(Address client, TimeSpan started, Verdict? reported, ProviderLookups.Asked asked)
    {
        var collected = new CollectedAnswers(client, started, reported);
        for (var i = 0; i <= _providers.Length && !collected.IsDecided; i++)
        {
            if (i == _firstBlocker && _dynamicHosts is { } rule && await MatchReverseNameAsync(rule, client, asked).ConfigureAwait(false) is { } names)
                collected.Hear(rule.See(names, client), rule.IsReportOnly);
            if (i < _providers.Length && !collected.IsDecided && _providers[i].Asks(client))
                collected.Hear(i, await asked.AnswerAsync(i).ConfigureAwait(false));
        }

        asked.Conclude();
        if (collected.IsDecided && Refuses(collected))
            collected = await HearOthersAsync(collected, asked).ConfigureAwait(false);
        var reason = "";
        Verdict? exempt = null;
        if (NeedsMore(collected))
        {
            exempt = await FindNamedAsync(client, started, asked).ConfigureAwait(false);
            if (exempt is null && ReplyFor(collected) is { ShowsReason: true } reply)
                reason = reply.Reason(await asked.ReasonAsync(collected.Leading.Provider).ConfigureAwait(false));
        }

        // On to a thread of the pool: whoever hears of the verdict may take his time, and would keep the resolver from receiving. In place and not in a
        // method of its own, whose task could be complete before it is awaited.
        if (asked.HasWaited)
            await Task.Yield();
        return exempt ?? Conclude(collected, reason);
    }

    // The names by which the rule matches; null when it does not, or the client is exempt from it.
    private async Task<DnsAnswer?> MatchReverseNameAsync(DynamicHostRule rule, Address client, ProviderLookups.Asked asked)
    {
        var now = _clock.UtcNow;
        if (!rule.Concerns(client, now))
            return null;
        var names = await asked.WithinDeadlineAsync(asked.ReverseName ??= rule.AskAsync(client)).ConfigureAwait(false);
        if (!rule.Matches(names, client))
            return null;
        var isExempt = rule.HasNamedExceptions && await asked.WithinDeadlineAsync(rule.IsExemptByNameAsync(client, now), false).ConfigureAwait(false);
        return isExempt ? null : names;
    }

    // Who is to be refused can wait a moment for the lists that have been asked too: which of them agree is what an administrator judges a list by.
    private async Task<CollectedAnswers> HearOthersAsync(CollectedAnswers collected, ProviderLookups.Asked asked)
    {
        await asked.SettleAsync().ConfigureAwait(false);
        for (var i = collected.Leader + 1; i < _providers.Length; i++)
        {
            if (asked.TryGetAnswer(i, out var answer))
                collected.Hear(i, answer);
        }

        return collected;
    }

    // A local block list refuses without asking anybody, but a host name may exempt the client from that too.
    private Task<Verdict> UnlessNamedAsync(Verdict refusal, TimeSpan started) =>
        UnlessNamedAsync(refusal, started, _lookups.Start(_providers, refusal.Client, started));

    private async Task<Verdict> UnlessNamedAsync(Verdict refusal, TimeSpan started, ProviderLookups.Asked asked)
    {
        var exempt = await FindNamedAsync(refusal.Client, started, asked).ConfigureAwait(false);
        if (asked.HasWaited)
            await Task.Yield();
        return exempt ?? InMode(refusal);
    }

    private bool Refuses(in CollectedAnswers collected) =>
        collected.IsDecided
            ? collected.ReverseName is not null || collected.Leading.Provider.Kind == ProviderKind.Block
            : collected.HasLeader || collected.Reported is not null || collected.AsksToDefer(_settings.OnFailure);

    private RejectionReply? ReplyFor(in CollectedAnswers collected) => collected.Leader < 0 ? null : _replies[collected.Leader];

    // Who is to be served is served at once; who is to be refused can wait for a host name that may exempt it, and for the list's own words.
    private bool NeedsMore(in CollectedAnswers collected) =>
        Refuses(collected) && (NamesExempt || ReplyFor(collected) is { ShowsReason: true });

    private bool NamesExempt => _hostNames.Any || _lists.Current.HasAllowedNames;

    private async Task<Verdict?> FindNamedAsync(Address client, TimeSpan started, ProviderLookups.Asked asked)
    {
        if (!NamesExempt)
            return null;
        var names = await asked.WithinDeadlineAsync(_names.FindAsync(client), []).ConfigureAwait(false);
        if (_hostNames.Find(names, _clock.UtcNow) is { } exception)
            return new Verdict(client, VerdictAction.Accept, VerdictRule.ClientException, _clock.Elapsed - started) { Exception = exception };
        return _lists.Current.FindAllowing(names, _clock.UtcNow) is { } list ? _rules.Accept(client, list, started) : null;
    }

    private Verdict Conclude(in CollectedAnswers collected, string reason)
    {
        var verdict = Decide(collected, reason);
        if (verdict.IsPartial)
            _missing?.Invoke(verdict);
        if (collected.Reported is { } reported && !collected.IsDecided && verdict.Action != VerdictAction.Defer)
            return Verdict.ReportOnly(reported, verdict);
        return verdict.Action == VerdictAction.Reject && !collected.IsDecided ? Verdict.ReportOnly(verdict) : InMode(verdict);
    }

    private Verdict InMode(Verdict verdict)
    {
        if (_settings.Mode == FilterMode.Report && verdict.Action != VerdictAction.Accept)
            return Verdict.ReportOnly(verdict);
        // Whom a rule of the site's own has refused: the answers of the providers do not show it.
        if (verdict is { Action: VerdictAction.Reject, Rule: VerdictRule.DynamicHost or VerdictRule.BlockList })
            _health?.Refused(verdict.Client);
        return verdict;
    }

    // How answers become a verdict: the first provider in order that matches decides. Scores would take this method's place.
    private Verdict Decide(in CollectedAnswers collected, string reason)
    {
        var took = _clock.Elapsed - collected.Started;
        if (!collected.IsDecided && collected.AsksToDefer(_settings.OnFailure))
            return new Verdict(collected.Client, VerdictAction.Defer, VerdictRule.ListsSilent, took) { Missing = collected.Missing, Reply = RejectionReply.ComeAgain };
        if (collected.ReverseName is { } name)
        {
            return new Verdict(collected.Client, VerdictAction.Reject, VerdictRule.DynamicHost, took)
            {
                Listed = collected.Listed,
                Reason = name.Why,
                Reply = _dynamicHosts!.ReplyTo(collected.Client, name),
                Missing = collected.Missing,
            };
        }

        if (collected.Leader < 0)
            return new Verdict(collected.Client, VerdictAction.Accept, VerdictRule.None, took) { Missing = collected.Missing };

        var answer = collected.Leading;
        return answer.Provider.Kind == ProviderKind.Allow
            ? new Verdict(collected.Client, VerdictAction.Accept, VerdictRule.AllowProvider, took) { Answer = answer, Missing = collected.Missing }
            : new Verdict(collected.Client, VerdictAction.Reject, VerdictRule.BlockProvider, took)
            {
                Answer = answer,
                Listed = collected.Listed,
                Reason = reason,
                Reply = _replies[collected.Leader].For(collected.Client, answer, reason),
                Missing = collected.Missing,
            };
    }
}
