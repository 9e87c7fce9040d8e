using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Exceptions;
using IpBlock.Filtering.Rules;
using IpBlock.Lists;
using IpBlock.Notices;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Providers.Usage;
using IpBlock.RecipientPolicies;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Filtering;

/// <summary>
/// Decides about clients by one state of the settings. The rules are heard in the order of <see cref="VerdictRule"/>; the first that matches decides. What
/// depends on the connection alone comes first and costs no lookup. Any number of threads may ask at the same time.
/// </summary>
public sealed partial class ConnectionFilter
{
    private readonly FilterSettings _settings;
    private readonly Clock _clock;
    private readonly Provider[] _providers;
    private readonly RecipientExceptions _recipients;
    private readonly NamedExemptions _named;
    private readonly RuleChain _rules;
    private readonly RuleChain[] _policies;
    private readonly RecipientPolicyStore _policyStore;
    private volatile PolicyTable _policyTable;
    private readonly HeloRule? _helo;
    private readonly Action<Verdict>? _missing;
    private readonly IListHealth? _health;

    /// <summary>A filter by these settings.</summary>
    /// <param name="settings">Validated.</param>
    /// <param name="resolver">Asks the lists.</param>
    /// <param name="clock">Where time comes from.</param>
    /// <param name="missing">Hears of every verdict that was made without a list that was asked. Must not throw and not wait.</param>
    /// <param name="health">Knows which lists are not fit to decide; without it all are.</param>
    /// <param name="lists">Holds the lists of these settings; without it there are none.</param>
    /// <param name="policies">Knows whose mail is judged by which policy; without it the policies' files are not read.</param>
    /// <param name="usage">Keeps count of how often the lists are asked; without it nobody does.</param>
    public ConnectionFilter(
        FilterSettings settings, IDnsResolver resolver, Clock clock, Action<Verdict>? missing = null, IListHealth? health = null, ListStore? lists = null, UsageBook? usage = null,
        RecipientPolicyStore? policies = null)
    {
        _missing = missing;
        _health = health;
        _settings = settings ?? throw new ArgumentNullException(nameof(settings));
        _clock = clock ?? throw new ArgumentNullException(nameof(clock));
        lists ??= new ListStore(clock, NoNotices.Instance, watch: false);
        var names = new VerifiedNames(resolver);
        _named = new NamedExemptions(settings, resolver, lists, names, clock);
        _recipients = new RecipientExceptions(settings.Exceptions.Recipients, settings.Exceptions.RecipientDelimiter);
        _providers = [.. Enabled(settings.AllowProviders, ProviderKind.Allow, health, usage), .. Enabled(settings.BlockProviders, ProviderKind.Block, health, usage)];
        HasPolicies = settings.RecipientPolicies.Any(static policy => policy.Enabled);
        foreach (var provider in _providers)
            provider.Health.Window.ShareWith(_providers.Length);
        _helo = settings.Helo.Enabled ? new HeloRule(settings.Helo, resolver, settings.Nat64Prefix) : null;
        var lookups = new ProviderLookups(resolver, clock, settings, health);
        var common = new CommonRules(settings, lists, names, resolver);
        _rules = Chain(Measure.ForEverybody(settings));
        _policies = [.. settings.RecipientPolicies.Select(policy => Chain(Measure.Of(settings, policy)))];
        CanMark = _rules.Measure.Marks || Array.Exists(_policies, static policy => policy.Measure.Marks);
        _policyStore = policies ?? new RecipientPolicyStore(clock, NoNotices.Instance, watch: false);
        _policyTable = new PolicyTable(settings, [.. settings.RecipientPolicies.Select(static _ => (IReadOnlyList<RecipientPattern>?)null)]);

        RuleChain Chain(Measure measure) => new(settings, measure, _providers, common, lookups, clock);
    }

    /// <summary>The enabled providers in the order in which they are heard.</summary>
    internal IReadOnlyList<Provider> Providers => _providers;

    /// <summary>The settings it decides by.</summary>
    public FilterSettings Settings => _settings;

    /// <summary>The exception that covers a recipient, or null: its mail is accepted whatever the verdict about the client.</summary>
    /// <param name="recipient">The address in any spelling.</param>
    public RecipientException? FindRecipientException(string recipient) => _recipients.Find(recipient, _clock.UtcNow);

    /// <summary>The place of the policy by which the mail of a recipient is judged among those of the settings; -1 when it is judged as everybody's.</summary>
    /// <param name="recipient">The address in any spelling.</param>
    public int FindPolicy(string recipient)
    {
        // While settings change the store may know other policies already than those of this filter, by which its sessions go on.
        if (_policies.Length == 0)
            return -1;
        var current = _policyStore.Current;
        if (ReferenceEquals(current.Policies, _settings.RecipientPolicies))
            _policyTable = current;
        return _policyTable.Find(recipient);
    }

    /// <summary>True when there is mail that is deferred and accepted when it comes again.</summary>
    public bool DefersOnce => _rules.Measure.DefersOnce || Array.Exists(_policies, static policy => policy.Measure.DefersOnce);

    /// <summary>True when there is mail that is accepted and marked.</summary>
    public bool CanMark { get; }

    /// <summary>True when the mail of some recipients is judged by another measure.</summary>
    public bool HasPolicies { get; }

    /// <summary>False when no policy can change the verdict: the client is exempt, or on an IP allow list.</summary>
    public bool AwaitsPolicy(Verdict verdict) => HasPolicies && verdict.Rule is VerdictRule.None or > VerdictRule.AllowList;

    /// <summary>
    /// The verdict about a client for the mail of a policy's recipients, from the answers that are there already: nobody is asked twice. Completed when it returns if nothing has to be
    /// waited for.
    /// </summary>
    /// <param name="request">The connection.</param>
    /// <param name="ofClient">The verdict for everybody, made by this filter.</param>
    /// <param name="policy">The place of the policy.</param>
    public Task<Verdict> JudgeAsync(FilterRequest request, Verdict ofClient, int policy)
    {
        var walk = new Walk(_policies[policy], Folded(request), isFirst: false) { Asked = _settings.Lookup == LookupOrder.Parallel ? ofClient.Cause().Asked : null };
        return walk.Go() && !NeedsMore(walk) ? Task.FromResult(Conclude(ref walk, "")) : GoOnAsync(walk);
    }

    /// <summary>True when a refusal must wait for the recipients: there are exceptions for some, or the settings say so.</summary>
    public bool RefusesAtRecipient => _settings.RejectAt == RejectAt.Recipient || _recipients.Any(_clock.UtcNow);

    /// <summary>
    /// Decides about a connection. Completed when it returns if no list needs to be asked over the network; otherwise within
    /// <see cref="FilterSettings.TotalTimeout"/>. Never fails because of a list or the network.
    /// </summary>
    public Task<Verdict> EvaluateAsync(FilterRequest request)
    {
        var walk = new Walk(_rules, Folded(request));
        return walk.Go() && !NeedsMore(walk) ? Task.FromResult(Conclude(ref walk, "")) : GoOnAsync(walk);
    }

    /// <summary>
    /// The same walk with somebody watching: everything that led to the decision. In parallel order the lists that were not heard any more are waited for
    /// too, so that it may take as long as the slowest.
    /// </summary>
    /// <param name="request">The connection.</param>
    /// <param name="helo">What the client calls itself; null when that is not to be looked at.</param>
    /// <param name="policy">The place of the recipient policy by which the client is judged; -1 for everybody's measure.</param>
    public async Task<Explanation> ExplainAsync(FilterRequest request, string? helo = null, int policy = -1)
    {
        var chain = policy < 0 ? _rules : _policies[policy];
        var walk = new Walk(chain, Folded(request));
        var asked = walk.Asked = chain.Watch(walk);
        var ofClient = await GoOnAsync(walk).ConfigureAwait(false);
        var verdict = await HearHeloAsync(ofClient, helo ?? "", null).ConfigureAwait(false);
        return new Explanation(verdict, HeloStep(ofClient, verdict), asked.HasBegun ? await asked.SeenAsync().ConfigureAwait(false) : [])
        {
            ReverseName = asked.ReverseName is { } name ? chain.DynamicHosts.See(await name.ConfigureAwait(false), walk.Client) : null,
        };
    }

    /// <summary>The request with the client who stands behind the site's own NAT64 prefix.</summary>
    internal FilterRequest Folded(FilterRequest request) =>
        _settings.Nat64Prefix is { } nat64 && !request.Client.IsIPv4 ? request with { Client = nat64.Fold(request.Client) } : request;

    private static IEnumerable<Provider> Enabled(IReadOnlyList<ProviderSettings> settings, ProviderKind kind, IListHealth? health, UsageBook? usage)
    {
        for (var i = 0; i < settings.Count; i++)
        {
            if (settings[i].Enabled)
                yield return new Provider(settings[i], kind, i + 1, health?.Of(settings[i], kind)) { Usage = usage?.Of(kind, settings[i].Name) };
        }
    }

    private async Task<Verdict> GoOnAsync(Walk walk)
    {
        while (!walk.Go())
            await walk.Pending!.ConfigureAwait(false);
        var reason = "";
        if (NeedsMore(walk))
        {
            var asked = walk.Asked ??= walk.Start();
            if (await _named.FindAsync(walk.Client, asked.Deadline).ConfigureAwait(false) is { } found)
                walk.Overrule(NamedExemptions.RuleOf(found), found);
            else if (walk.Refuser?.Speaker(walk) is { Reply: { ShowsReason: true } reply } refuser)
                reason = reply.Reason(await asked.ReasonAsync(refuser.Provider).ConfigureAwait(false));
        }

        // Whoever hears of the verdict goes on where the last answer was received, as long as the resolver can do without that thread; else on one of the pool, for he may take his time.
        // In place and not in a method of its own, whose task could be complete before it is awaited.
        if (walk.Asked is { Deadline.HasWaited: true } && ReceiverTurn.OfThisThread is not { MayBeKept: true })
            await Task.Yield();
        return Conclude(ref walk, reason);
    }

    // Who is to be served is served at once; who is to be refused can wait for a host name that may exempt it, and for the list's own words.
    private bool NeedsMore(in Walk walk) => walk.Refuser is { } refuser && (_named.Any || refuser.Speaker(walk) is { Reply.ShowsReason: true });

    private Verdict Conclude(ref Walk walk, string reason)
    {
        if (walk.HasHeardAnswers && walk.IsFirst)
            walk.Asked?.Conclude();
        if (walk.Trail.Measure!.Mode == FilterMode.Report && walk.IsDecided && walk.Refuser is not null)
            walk.OnlyReport();
        var took = _clock.Elapsed - walk.Started;
        var verdict = walk.IsDecided ? walk.Rules[walk.Decider].Conclude(walk, took, reason)
            : walk.Refuser is { } reporter ? Verdict.ReportOnly(reporter.Conclude(walk, took, reason))
            : new Verdict(walk.Client, VerdictAction.Accept, VerdictRule.None, took) { Trail = walk.Trail };
        verdict.Cause().ReverseName = walk.ReverseName?.Name;
        if (walk.Asked is { HasBegun: true } && (HasPolicies || walk.HasOpen))
            verdict.Cause().Asked = walk.Asked;
        if (!walk.IsFirst)
            return verdict;
        if (verdict.IsPartial)
            _missing?.Invoke(verdict);
        // Whom a rule of the site's own has refused: the answers of the providers do not show it.
        if (verdict is { Action: VerdictAction.Reject, Rule: VerdictRule.DynamicHost or VerdictRule.BlockList } or { Action: VerdictAction.Reject, Rule: VerdictRule.Score, Answer: null })
            _health?.Refused(verdict.Client);
        return verdict;
    }
}
