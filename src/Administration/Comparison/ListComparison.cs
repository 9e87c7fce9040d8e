using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Providers.Usage;
using IpBlock.Reporting;
using IpBlock.Settings;

namespace IpBlock.Administration.Comparison;

/// <summary>
/// What each list is worth, by the decision log: whom it knows that no other does, how often and how fast it answers. Clients count once, however often they come. Takes
/// memory only for clients that a list knows.
/// </summary>
public sealed class ListComparison
{
    private readonly ListSets _sets = new();
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Address, ClientSighting> _clients = [];
    private readonly Dictionary<string, HashSet<Address>> _allowed = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<Address> _marked = [];
    private readonly Dictionary<string, long> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, UsageCounts> _blockUsage = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, UsageCounts> _allowUsage = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many decisions.</summary>
    public long Decisions { get; private set; }

    /// <summary>The first decision's time; null when there is none.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The last decision's time; null when there is none.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>How many different clients a block list knows.</summary>
    public int ListedClients => _clients.Count;

    /// <summary>How many different clients were refused because a block list knows them.</summary>
    public int RefusedClients => _clients.Values.Count(static client => client.Refused != ListSets.Empty);

    /// <summary>How many different clients had mail accepted and marked.</summary>
    public int MarkedClients => _marked.Count;

    /// <summary>Counts a decision.</summary>
    public void Add(DecisionRecord decision)
    {
        if (decision is null)
            throw new ArgumentNullException(nameof(decision));
        Decisions++;
        First = First < decision.Timestamp ? First : decision.Timestamp;
        Last = Last > decision.Timestamp ? Last : decision.Timestamp;
        foreach (var name in decision.MissingProviders())
            _missing[name] = _missing.TryGetValue(name, out var count) ? count + 1 : 1;
        if (decision.Client is not { } client)
            return;
        if (decision.IsMark)
            _marked.Add(client);
        if (Is(decision, VerdictRule.AllowProvider))
            AllowedBy(decision.Provider).Add(client);
        else if (decision.Listed.Length > 0 || IsByBlockProvider(decision))
            _clients[client] = See(_clients.TryGetValue(client, out var before) ? before : default, decision);
    }

    /// <summary>Adds how often a list was asked.</summary>
    public void Add(UsageRecord usage)
    {
        if (usage is null)
            throw new ArgumentNullException(nameof(usage));
        var counts = UsageOf(usage.Kind);
        counts[usage.Name] = counts.TryGetValue(usage.Name, out var before) ? before.Plus(usage.Counts) : usage.Counts;
    }

    /// <summary>The lists, in the order of the settings; then those that only the log still knows.</summary>
    /// <param name="settings">Say what each list does now.</param>
    public IReadOnlyList<ListStatistics> Compare(FilterSettings settings)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var enforcing = settings.BlockProviders.Where(static provider => provider.Enabled && provider.Mode == FilterMode.Enforce).Select(static provider => provider.Name);
        var sum = new ClientSums(_sets, _names, _clients.Values, [.. enforcing.Where(_numbers.ContainsKey).Select(name => _numbers[name])]);
        var results = new List<ListStatistics>();
        foreach (var (kind, provider) in settings.BlockProviders.Select(static one => (ProviderKind.Block, one)).Concat(settings.AllowProviders.Select(static one => (ProviderKind.Allow, one))))
            results.Add(Make(sum, kind, provider.Name, provider));
        foreach (var (kind, name) in Remembered().Where(known => !results.Exists(result => result.Is(known.Kind, known.Name))).ToList())
            results.Add(Make(sum, kind, name, null));
        foreach (var result in results)
            result.Advice = ListAdvice.For(result, settings.Lookup);
        return results;
    }

    private ListStatistics Make(ClientSums sum, ProviderKind kind, string name, ProviderSettings? provider)
    {
        var list = new ListStatistics(kind, name)
        {
            IsInSettings = provider is not null,
            IsEnabled = provider?.Enabled ?? false,
            Mode = provider?.Mode ?? FilterMode.Enforce,
            Usage = UsageOf(kind).TryGetValue(name, out var usage) ? usage : null,
            Partial = _missing.TryGetValue(name, out var missing) ? missing : 0,
        };
        if (kind == ProviderKind.Allow)
            list.Clients = _allowed.TryGetValue(name, out var clients) ? clients.Count : 0;
        else if (_numbers.TryGetValue(name, out var number))
            sum.Fill(list, number);
        return list;
    }

    // A list that is only missing may be of either kind, and is not worth a line once it is out of the settings.
    private IEnumerable<(ProviderKind Kind, string Name)> Remembered() =>
        _names.Concat(_blockUsage.Keys).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static name => name, StringComparer.OrdinalIgnoreCase).Select(static name => (ProviderKind.Block, name))
            .Concat(_allowed.Keys.Concat(_allowUsage.Keys).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static name => name, StringComparer.OrdinalIgnoreCase).Select(static name => (ProviderKind.Allow, name)));

    private ClientSighting See(ClientSighting client, DecisionRecord decision)
    {
        var (listed, refused, reported) = (client.Listed, client.Refused, client.Reported);
        foreach (var name in decision.ListingProviders())
            listed = _sets.With(listed, NumberOf(name));
        if (!IsByBlockProvider(decision))
            return new ClientSighting(listed, refused, reported);
        var number = NumberOf(decision.Provider);
        listed = _sets.With(listed, number);
        if (decision.IsRefusal)
            refused = _sets.With(refused, number);
        else if (decision.IsReport)
            reported = _sets.With(reported, number);
        return new ClientSighting(listed, refused, reported);
    }

    private int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        _names.Add(name);
        return _numbers[name] = _names.Count - 1;
    }

    private HashSet<Address> AllowedBy(string name)
    {
        if (!_allowed.TryGetValue(name, out var clients))
            _allowed[name] = clients = [];
        return clients;
    }

    private Dictionary<string, UsageCounts> UsageOf(ProviderKind kind) => kind == ProviderKind.Allow ? _allowUsage : _blockUsage;

    // By scores the one with the largest speaks for all.
    private static bool IsByBlockProvider(DecisionRecord decision) => Is(decision, VerdictRule.BlockProvider) || (Is(decision, VerdictRule.Score) && decision.Provider.Length > 0);

    private static bool Is(DecisionRecord decision, VerdictRule rule) => string.Equals(decision.Rule, rule.ToString(), StringComparison.Ordinal);
}
