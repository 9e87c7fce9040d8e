using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Dns;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>One list as the watch keeps it: its course, what decisions see of it, and what has been told of it.</summary>
internal sealed class WatchedList(Provider provider, ProviderHealth health, Func<double> random)
{
    private static readonly TimeSpan SlowAt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuickAgainAt = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan DefersFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan FadesEvery = TimeSpan.FromMinutes(5);
    private TimeSpan _fadedAt;
    private volatile bool _probing;
    private string _rule = "";

    /// <summary>As the settings have it now.</summary>
    public Provider Provider { get; set; } = provider;

    public ProviderHealth Health => health;

    public ListWatch Watch { get; } = new(random);

    public bool IsProbing
    {
        get => _probing;
        set => _probing = value;
    }

    /// <summary>When it was last probed; null when it has not been since the start.</summary>
    public DateTimeOffset? ProbedAt { get; set; }

    /// <summary>What the last probe asked and was answered; empty when there was none.</summary>
    public string ProbeAnswer { get; set; } = "";

    /// <summary>False for a list that the settings no longer name, or no longer enable: its state is kept, and nobody asks it.</summary>
    public bool IsInUse { get; set; } = true;

    public DnsStatus LastSilence { get; set; } = DnsStatus.TimedOut;

    /// <summary>Takes the provider as the settings have it now. Another rule, and its history is that of another list.</summary>
    public void Take(Provider current, DateTimeOffset utcNow)
    {
        Provider = current;
        var rule = RememberedList.RuleOf(current.Settings);
        if (string.Equals(_rule, rule, StringComparison.Ordinal) && health.InUseSince != default)
            return;
        _rule = rule;
        health.InUseSince = utcNow;
    }

    /// <summary>Takes what was written down. A brake that was pulled stays so: the regulars who are to prove the list well come by and by.</summary>
    public void Recall(RememberedList list, TimeSpan now)
    {
        _rule = list.Rule;
        health.InUseSince = list.InUseSince;
        Watch.Resume(list.Report.State, list.TestEntrySeen, now);
        health.Publish(list.Report, list.Report.IsUnfit, cutOff: false, defers: false);
        if (list.BrakedSince is not { } since)
            return;
        health.Braking.Restore(now);
        health.Brake(Provider.Settings.Brake == BrakeMode.Brake, since, list.BrakedWhy);
    }

    /// <summary>What is to be written down.</summary>
    public RememberedList Remember() => new()
    {
        Id = RememberedList.IdOf(Provider.Settings, Provider.Kind),
        Name = Provider.Settings.Name,
        Report = health.Report,
        TestEntrySeen = Watch.TestEntrySeen,
        InUseSince = health.InUseSince,
        Rule = _rule,
        BrakedSince = health.BrakedSince,
        BrakedWhy = health.BrakedWhy,
    };

    /// <summary>Takes the live answers since the last beat.</summary>
    public void Step(TimeSpan now, TimeSpan shortestWait, TimeSpan lookupTimeout)
    {
        Watch.Step(health.Answers.Take(), now);
        if (health.LastTrouble is { } trouble && trouble.Outcome != ProviderOutcome.Refused)
            LastSilence = trouble.Dns.Status;
        if (now - _fadedAt >= FadesEvery)
        {
            health.Latency.Fade();
            _fadedAt = now;
        }

        if (health.Latency.Percentile(0.9) is { } usual)
            Watch.SetSlow(usual > SlowAt || (Watch.State == HealthState.Slow && usual > QuickAgainAt));
        health.SetPatience(PatienceOf(health.Latency.Percentile(0.99), shortestWait, lookupTimeout));
    }

    /// <summary>Makes the state known to decisions; returns the change when it is one.</summary>
    /// <param name="raw">What the list answered.</param>
    /// <param name="networkDown">No list can be asked.</param>
    /// <param name="all">All lists in use, this one among them.</param>
    /// <param name="utcNow">The time of day.</param>
    /// <param name="servers">The name servers, to be named.</param>
    public HealthChange? Publish(string raw, bool networkDown, IReadOnlyCollection<WatchedList> all, DateTimeOffset utcNow, IReadOnlyList<IPEndPoint> servers)
    {
        var before = health.Report;
        if (before.State == Watch.State)
        {
            health.Publish(before, before.IsUnfit || networkDown, networkDown, networkDown || IsExpectedBack(before, utcNow));
            return null;
        }

        var report = new HealthReport(Watch.State, utcNow, Watch.State == HealthState.Healthy ? "" : raw)
        {
            NextStep = HealthWords.NextStep(Watch.State, health.LastTrouble, Provider, servers) + (IsSoWithAll(all) ? HealthWords.SoAreAll(Watch.State, servers) : ""),
        };
        health.Publish(report, report.IsUnfit || networkDown, networkDown, networkDown || IsExpectedBack(report, utcNow));
        var lasted = before.Since == default || utcNow < before.Since ? TimeSpan.Zero : utcNow - before.Since;
        return new HealthChange(Provider.Settings, Provider.Kind, before.State, report, lasted);
    }

    /// <summary>Nobody watches it any more: it is asked as it is.</summary>
    public void SetFree(TimeSpan now)
    {
        Watch.Resume(HealthState.Healthy, Watch.TestEntrySeen, now);
        health.Publish(HealthReport.Good, suspended: false, cutOff: false, defers: false);
        health.Braking.Reset();
        health.ReleaseBrake();
    }

    // Even a list that is not to be probed must be asked now and then whether it is back, for nobody else asks it any more.
    public bool IsDue(TimeSpan now) =>
        !IsProbing && now >= Watch.NextProbe && (Provider.Settings.Probe != ProbeKind.Never || Watch.IsUnfit);

    /// <summary>What it has answered, for the notice.</summary>
    public string Raw() => Watch.State switch
    {
        HealthState.Refused when health.LastTrouble is { Outcome: ProviderOutcome.Refused } answer => string.Join(" ", answer.Codes.Select(static code => new ReturnCode(code).ToString())),
        HealthState.Refused or HealthState.Silent => HealthWords.Of(LastSilence),
        HealthState.Slow => $"90 % of answers take up to {Duration.Format(health.Latency.Percentile(0.9) ?? TimeSpan.Zero)}",
        _ => "",
    };

    private bool IsSoWithAll(IReadOnlyCollection<WatchedList> all) => all.Count > 1 && all.All(other => other.Watch.State == Watch.State);

    // Most failures last minutes. A list that is silent for longer may be so for ever, and mail cannot wait for that.
    private bool IsExpectedBack(HealthReport report, DateTimeOffset utcNow) =>
        (report.State == HealthState.Silent || (report.State == HealthState.Refused && health.LastTrouble?.Outcome == ProviderOutcome.Failed)) && utcNow - report.Since is var silent && silent >= TimeSpan.Zero && silent < DefersFor;

    // Three times what one answer in a hundred exceeds: who waits longer waits for nothing.
    private static TimeSpan PatienceOf(TimeSpan? rare, TimeSpan shortest, TimeSpan lookupTimeout)
    {
        if (rare is not { } seldom)
            return lookupTimeout;
        var patience = TimeSpan.FromTicks(Math.Max(shortest.Ticks, seldom.Ticks * 3));
        return patience < lookupTimeout ? patience : lookupTimeout;
    }
}
