using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Logs;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Replay;

/// <summary>
/// In place of name servers and of the watch over the lists: what a line of the log says they said. A provider is known by its kind and name; one of which the line says nothing does not list
/// the client, and is noted, for the verdict may depend on it.
/// </summary>
internal sealed class RecordedAnswers : IDnsResolver, IListHealth
{
    // A name that no rule objects to, for a client of whom the line says that its name was let be.
    private static readonly DnsAnswer AnyName = DnsAnswer.WithTexts("mail.example");

    // Which one it was is not in the log where it could not have mattered: of all lists this one is none.
    private static readonly DnsAnswer AnErrorCode = DnsAnswer.WithAddresses(0x7FFFFFFE);

    private readonly Dictionary<ZoneWindow, Recorded> _byWindow = [];
    private readonly Dictionary<(ProviderKind Kind, string Name), Recorded> _byName = [];
    private readonly List<Recorded> _all = [];
    private DnsAnswer? _reverseName;

    /// <summary>True when the line says nothing of the client's reverse name.</summary>
    public bool IsReverseNameUnknown => _reverseName is null;

    /// <summary>True when the line says nothing of the provider.</summary>
    public bool IsUnknown(Provider provider) => !_byWindow.TryGetValue(provider.Health.Window, out var recorded) || recorded.Answer is null;

    /// <summary>Takes over what a line says.</summary>
    public void Use(DecisionRecord line)
    {
        foreach (var recorded in _all)
            (recorded.Answer, recorded.Reason) = (null, "");
        _reverseName = null;
        var defers = string.Equals(line.Rule, nameof(VerdictRule.ListsSilent), StringComparison.Ordinal);
        foreach (var step in line.Steps)
        {
            if (step.Rule == VerdictRule.DynamicHost)
                _reverseName = NameOf(step);
            else if (step.Outcome is not null && _byName.TryGetValue((KindOf(step.Rule), step.Name), out var recorded))
                recorded.Use(step, defers);
        }

        if (_byName.TryGetValue((Is(line, VerdictRule.AllowProvider) ? ProviderKind.Allow : ProviderKind.Block, line.Provider), out var decider))
            decider.Reason = RemovalPage.TakenOff(line.Reason);
    }

    public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
    {
        answer = question switch
        {
            { Type: DnsType.Txt, Window: { } window } => _byWindow.TryGetValue(window, out var speaker) && speaker.Reason.Length > 0 ? DnsAnswer.WithTexts(speaker.Reason) : DnsAnswer.Without(DnsStatus.NoRecords),
            { Window: { } window } when _byWindow.TryGetValue(window, out var recorded) && recorded.Answer is { } known => known,
            { Type: DnsType.Ptr } => _reverseName ?? AnyName,
            _ => DnsAnswer.Without(DnsStatus.NoSuchName),
        };
        return true;
    }

    public Task<DnsAnswer> ResolveAsync(DnsQuestion question)
    {
        TryGetCached(question, default, out var answer);
        return Task.FromResult(answer);
    }

    ProviderHealth IListHealth.Of(ProviderSettings provider, ProviderKind kind)
    {
        var recorded = new Recorded(provider);
        _all.Add(recorded);
        _byWindow.Add(recorded.Health.Window, recorded);
        _byName[(kind, provider.Name)] = recorded;
        return recorded.Health;
    }

    void IListHealth.Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes)
    {
        // Nothing is learned from what is known already.
    }

    void IListHealth.Refused(Address client)
    {
        // Nor from what happened long ago.
    }

    private static bool Is(DecisionRecord line, VerdictRule rule) => string.Equals(line.Rule, rule.ToString(), StringComparison.Ordinal);

    private static ProviderKind KindOf(VerdictRule rule) => rule == VerdictRule.AllowProvider ? ProviderKind.Allow : ProviderKind.Block;

    private static DnsAnswer NameOf(LoggedStep step) => step.Result switch
    {
        StepResult.NoAnswer => DnsAnswer.Without(DnsStatus.TimedOut),
        StepResult.Passed => AnyName,
        _ => step.Name.Length == 0 ? DnsAnswer.Without(DnsStatus.NoSuchName) : DnsAnswer.WithTexts(step.Name),
    };

    private sealed class Recorded(ProviderSettings provider)
    {
        public ProviderHealth Health { get; } = new();

        /// <summary>Null when the line says nothing of the provider.</summary>
        public DnsAnswer? Answer { get; set; }

        /// <summary>The list's own words, which the log has of the one that decided; empty when it has none.</summary>
        public string Reason { get; set; } = "";

        public void Use(LoggedStep step, bool defers)
        {
            Answer = step.Outcome switch
            {
                ProviderOutcome.NotListed => DnsAnswer.Without(DnsStatus.NoSuchName),
                ProviderOutcome.Matched => DnsAnswer.WithAddresses([.. step.Codes]),
                ProviderOutcome.Refused => AnErrorCode,
                ProviderOutcome.Failed => DnsAnswer.Without(DnsStatus.ServerFailure),
                _ => DnsAnswer.Without(DnsStatus.TimedOut),
            };
            var isSuspended = step.Outcome == ProviderOutcome.Suspended;
            if (Health.IsSuspended || isSuspended)
                Health.Publish(Health.Report, isSuspended, cutOff: false, defers);
            if (step.IsBraked && provider.Brake == BrakeMode.Brake)
                Health.Brake(true, default, "");
            else if (Health.IsBraked)
                Health.ReleaseBrake();
        }
    }
}
