using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Editing;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>
/// In place of what the lists say: answers as if the block lists, or one provider, listed every client, so that an administrator sees the rejection
/// as it would be sent. No list is asked, and all of them are well. What else there is to look up, such as the client's host name, is looked up.
/// </summary>
public sealed class MadeUpAnswers : IDnsResolver, IListHealth
{
    private static readonly DnsAnswer Words = DnsAnswer.WithTexts("(the reason that the list gives)");
    private readonly Dictionary<ZoneWindow, DnsAnswer> _answers = [];
    private readonly IDnsResolver _others;
    private readonly ProviderKind _kind;
    private readonly string? _name;
    private readonly Dictionary<ProviderSettings, uint?> _codes = [];

    private MadeUpAnswers(IDnsResolver others, ProviderKind kind, string? name) => (_others, _kind, _name) = (others, kind, name);

    /// <summary>Which providers list the client.</summary>
    public IReadOnlyList<string> Listing { get; private set; } = [];

    /// <summary>The providers that should list it and cannot: no return code is a match by their settings.</summary>
    public IReadOnlyList<string> NeverMatching { get; private set; } = [];

    /// <summary>Answers by these settings; null with the reason when there is nobody who could list the client.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="provider">The provider that lists the client; null for all block providers. Of two providers of the name the block provider.</param>
    /// <param name="others">Answers all other questions; remains the caller's.</param>
    /// <param name="reason">Why there are none.</param>
    public static MadeUpAnswers? TryMake(FilterSettings settings, string? provider, IDnsResolver others, out string? reason)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        reason = provider is null ? WhyNobody(settings) : WhyNot(settings, provider);
        if (reason is not null)
            return null;
        var kind = provider is null || Find(settings.BlockProviders, provider) is not null ? ProviderKind.Block : ProviderKind.Allow;
        var answers = new MadeUpAnswers(others, kind, provider);
        var ofKind = kind == ProviderKind.Block ? settings.BlockProviders : settings.AllowProviders;
        var chosen = ofKind.Where(one => one.Enabled && answers.Lists(one, kind)).ToList();
        answers.NeverMatching = [.. chosen.Where(one => answers.CodeOf(one) is null).Select(static one => one.Name)];
        answers.Listing = [.. chosen.Select(static one => one.Name).Except(answers.NeverMatching, StringComparer.OrdinalIgnoreCase)];
        return answers;
    }

    /// <inheritdoc/>
    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        if (question.Window is null || !_answers.TryGetValue(question.Window, out var made))
            return _others.TryGetCached(question, now, out answer);
        answer = question.Type != DnsType.Txt ? made : made.Addresses.Count > 0 ? Words : DnsAnswer.Without(DnsStatus.NoRecords);
        return true;
    }

    /// <inheritdoc/>
    public Task<DnsAnswer> ResolveAsync(DnsQuestion question) =>
        question.Window is not null && TryGetCached(question, default, out var answer) ? Task.FromResult(answer) : _others.ResolveAsync(question);

    ProviderHealth IListHealth.Of(ProviderSettings provider, ProviderKind kind)
    {
        var health = new ProviderHealth();
        var code = Lists(provider, kind) ? CodeOf(provider) : null;
        _answers.Add(health.Window, code is { } listed ? DnsAnswer.WithAddresses(listed) : DnsAnswer.Without(DnsStatus.NoSuchName));
        return health;
    }

    void IListHealth.Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
    {
        // Nothing is learned from what is made up.
    }

    void IListHealth.Refused(Address client)
    {
        // Nor from what is only tried.
    }

    // A mask alone may take millions of steps to search for.
    private uint? CodeOf(ProviderSettings provider)
    {
        if (!_codes.TryGetValue(provider, out var code))
            _codes.Add(provider, code = MatchingCode.Of(provider, _kind));
        return code;
    }

    private bool Lists(ProviderSettings provider, ProviderKind kind) => kind == _kind && (_name is null || IsCalled(provider, _name));

    private static string? WhyNobody(FilterSettings settings) => settings.BlockProviders.Any(static provider => provider.Enabled)
        ? null
        : "no block provider is enabled, so no client can be rejected by a list; add or enable a provider";

    private static string? WhyNot(FilterSettings settings, string name)
    {
        if ((Find(settings.BlockProviders, name) ?? Find(settings.AllowProviders, name)) is { } found)
            return found.Enabled ? null : $"the provider '{found.Name}' is disabled, so it is not queried";
        var names = settings.BlockProviders.Concat(settings.AllowProviders).Select(static provider => provider.Name).ToList();
        var cure = DidYouMean.Of(name, names) is { } near ? $"did you mean '{near}'?" : "possible: " + string.Join(", ", names);
        return $"there is no provider '{name}'; " + (names.Count == 0 ? "no provider is configured" : cure);
    }

    private static ProviderSettings? Find(IReadOnlyList<ProviderSettings> providers, string name) =>
        providers.FirstOrDefault(provider => IsCalled(provider, name));

    private static bool IsCalled(ProviderSettings provider, string name) => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase);
}
