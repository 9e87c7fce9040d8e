using System;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Providers.Health;
using IpBlock.Providers.Usage;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>A list that is asked over DNS: how to ask it about a client, and what its answer means.</summary>
public sealed class Provider
{
    private readonly byte[] _zone;
    private readonly ResponseRule _rule;
    private readonly ErrorCodes _errors;

    /// <summary>The provider as the administrator set it up.</summary>
    /// <param name="settings">Validated.</param>
    /// <param name="kind">What a match means.</param>
    /// <param name="priority">1 is asked and heard first.</param>
    /// <param name="health">How the list is; always well unless given.</param>
    public Provider(ProviderSettings settings, ProviderKind kind, int priority, ProviderHealth? health = null)
    {
        Health = health ?? new ProviderHealth();
        Settings = settings ?? throw new ArgumentNullException(nameof(settings));
        Kind = kind;
        Priority = priority;
        _zone = settings.LookupDomain.Wire;
        _rule = new ResponseRule(kind, settings.AnyMatch, settings.BitmaskMatch, settings.IpAddressesMatch);
        _errors = new ErrorCodes(settings, kind);
    }

    /// <summary>As it stands in the settings.</summary>
    public ProviderSettings Settings { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>How the list is.</summary>
    public ProviderHealth Health { get; }

    /// <summary>Where it is counted how often the list is asked; null where nobody wants to know.</summary>
    internal UsageTally? Usage { get; init; }

    /// <summary>True when a match decides; false when it is only reported, because the settings want it so or because the list is braked.</summary>
    public bool Enforces => Settings.Mode == FilterMode.Enforce && !Health.IsBraked;

    /// <summary>Its place among the providers of its kind, from 1.</summary>
    public int Priority { get; }

    /// <summary>What logs and replies call it.</summary>
    public string Name => Settings.Name;

    /// <summary>What the list means by a code, in the words of the settings; empty when they have none.</summary>
    public string MeaningOf(uint code)
    {
        foreach (var named in Settings.ReturnCodes)
        {
            if (named.Codes.Matches(code))
                return named.Meaning;
        }

        return "";
    }

    /// <summary>Why an A record of this list is no listing, and what to do about it; null for one that may be a listing (see <see cref="ErrorCodes"/>).</summary>
    public string? WhyNoListing(uint code) => _errors.WhyNoListing(code);

    /// <summary>Whether the code is a match by the provider's rule.</summary>
    internal bool Matches(uint code) => _rule.Match(code) != MatchedBy.Nothing;

    /// <summary>Whether it is asked about clients of this family at all.</summary>
    public bool Asks(Address client) => client.IsIPv4 ? Settings.IPv4 : Settings.IPv6;

    /// <summary>The question about a client: its reversed address under the lookup domain (RFC 5782 §2.1 and §2.4).</summary>
    /// <param name="client">Whom to ask about.</param>
    /// <param name="type">A for the return codes, TXT for the reason.</param>
    /// <param name="buffer">255 bytes that the question borrows.</param>
    public DnsQuestion Question(Address client, DnsType type, byte[] buffer) => Question(ReversedName.Write(client, buffer, 0), type, buffer, Health.Window);

    /// <summary>The question for a name whose labels in front of the lookup domain are in the buffer already. A probe has no window: it is to find out what clients are not to ask.</summary>
    internal DnsQuestion Question(int length, DnsType type, byte[] buffer, ZoneWindow? window = null)
    {
        Buffer.BlockCopy(_zone, 0, buffer, length, _zone.Length);
        return new DnsQuestion(buffer, length + _zone.Length, type, window);
    }

    /// <summary>What an answer means by this provider's rule. All its A records are looked at; one error code among them, and none is believed.</summary>
    public ProviderAnswer Judge(DnsAnswer answer)
    {
        switch (answer.Status)
        {
            case DnsStatus.NoSuchName or DnsStatus.NoRecords:
                return new ProviderAnswer(this, answer, ProviderOutcome.NotListed);
            case DnsStatus.TimedOut:
                return new ProviderAnswer(this, answer, ProviderOutcome.Late);
            case DnsStatus.Overloaded:
                return new ProviderAnswer(this, answer, ProviderOutcome.Overloaded);
            case DnsStatus.Backlog:
                return new ProviderAnswer(this, answer, ProviderOutcome.Backlog);
            case DnsStatus.Records:
                return JudgeCodes(answer);
            default:
                return new ProviderAnswer(this, answer, ProviderOutcome.Failed);
        }
    }

    private ProviderAnswer JudgeCodes(DnsAnswer answer)
    {
        var result = new ProviderAnswer(this, answer, ProviderOutcome.NotMatched);
        for (var i = 0; i < answer.Addresses.Count; i++)
        {
            var code = answer.Addresses[i];
            if (_errors.Contains(code))
                return new ProviderAnswer(this, answer, ProviderOutcome.Refused, code);
            if (result.Outcome != ProviderOutcome.Matched && _rule.Match(code) is var met and not MatchedBy.Nothing)
                result = new ProviderAnswer(this, answer, ProviderOutcome.Matched, code, met);
        }

        return result;
    }
}
