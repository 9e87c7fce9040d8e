using System;
using System.Collections.Generic;
using System.Net;
using IpBlock.Dns;

namespace IpBlock.Providers.Health;

/// <summary>One list as the watch keeps it: its course, what decisions see of it, and what has been told of it.</summary>
internal sealed class WatchedList(Provider provider, ProviderHealth health, Func<double> random)
{
    private static readonly TimeSpan SlowAt = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan QuickAgainAt = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan FadesEvery = TimeSpan.FromMinutes(5);
    private TimeSpan _fadedAt;

    /// <summary>As the settings have it now.</summary>
    public Provider Provider { get; set; } = provider;

    public ProviderHealth Health => health;

    public ListWatch Watch { get; } = new(random);

    public bool IsProbing { get; set; }

    /// <summary>False for a list that the settings no longer name, or no longer enable: its state is kept, and nobody asks it.</summary>
    public bool IsInUse { get; set; } = true;

    public DnsStatus LastSilence { get; set; } = DnsStatus.TimedOut;

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
    public HealthChange? Publish(string raw, bool networkDown, DateTimeOffset utcNow, IReadOnlyList<IPEndPoint> servers)
    {
        var before = health.Report;
        if (before.State == Watch.State)
        {
            health.Publish(before, before.IsUnfit || networkDown, networkDown);
            return null;
        }

        var report = new HealthReport(Watch.State, utcNow, Watch.State == HealthState.Healthy ? "" : raw)
        {
            NextStep = HealthWords.NextStep(Watch.State, health.LastTrouble, Provider, servers),
        };
        health.Publish(report, report.IsUnfit || networkDown, networkDown);
        var lasted = before.Since == default || utcNow < before.Since ? TimeSpan.Zero : utcNow - before.Since;
        return new HealthChange(Provider.Settings, Provider.Kind, before.State, report, lasted);
    }

    // Three times what one answer in a hundred exceeds: who waits longer waits for nothing.
    private static TimeSpan PatienceOf(TimeSpan? rare, TimeSpan shortest, TimeSpan lookupTimeout)
    {
        if (rare is not { } seldom)
            return lookupTimeout;
        var patience = TimeSpan.FromTicks(Math.Max(shortest.Ticks, seldom.Ticks * 3));
        return patience < lookupTimeout ? patience : lookupTimeout;
    }
}
