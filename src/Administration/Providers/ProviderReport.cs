using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Administration.InForce;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>A provider as it is shown: what the settings say of it, and how it is.</summary>
public sealed class ProviderReport
{
    private ProviderReport(ProviderSettings settings, ProviderKind kind, int priority, HealthMemory memory, InForceView view)
    {
        var inForce = settings.Enabled ? view.Of(settings, kind).ToList() : [];
        // Of several processes the one that has most to say.
        Running = inForce.Select(static one => one.State).OfType<ProviderState>().OrderByDescending(static state => state.State)
            .ThenByDescending(static state => state.IsBraked).FirstOrDefault();
        NotAskedBy = [.. inForce.Where(static one => one.State is null).Select(static one => one.Process.Name)];
        IsKnown = Running?.LastAnswer is not null || Running?.State > HealthState.Slow || (Running is null && memory.Find(settings, kind) is not null);
        Settings = settings;
        Kind = kind;
        Priority = priority;
        Health = Running is { } state ? HealthOf(state) : memory.Of(settings, kind);
    }

    /// <summary>What the administrator says of it.</summary>
    public ProviderSettings Settings { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>Its place among the providers of its kind; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>How it is, as far as the running service or agent has written down.</summary>
    public ProviderHealth Health { get; }

    /// <summary>How it is in the process that runs, of several where it is worst; null when none runs, or none asks it.</summary>
    public ProviderState? Running { get; }

    /// <summary>False when nobody has had an answer of it yet, so that nothing is known of how it is.</summary>
    public bool IsKnown { get; }

    /// <summary>The processes that run and do not ask it although the file says so: other settings are in force there.</summary>
    public IReadOnlyList<string> NotAskedBy { get; }

    /// <summary>What is shown of the lookup domain: all but a key.</summary>
    public string LookupDomain => Settings.LookupDomain.PublicName;

    /// <summary>True when the lookup domain has a part that is never shown.</summary>
    public bool HasKey => Settings.LookupDomain.HasKey;

    /// <summary>Which answers are a match, in words.</summary>
    public string Matches => MatchesOf(Settings);

    /// <summary>The providers in the order in which they are heard.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="kind">Of which kind; null for both.</param>
    /// <param name="health">What is known of them; null for nothing.</param>
    /// <param name="inForce">What the running processes do; null for nothing.</param>
    public static IEnumerable<ProviderReport> All(FilterSettings settings, ProviderKind? kind = null, HealthMemory? health = null, InForceView? inForce = null)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var (known, view) = (health ?? HealthMemory.Empty, inForce ?? InForceView.None);
        return Of(ProviderKind.Allow, settings.AllowProviders).Concat(Of(ProviderKind.Block, settings.BlockProviders));

        IEnumerable<ProviderReport> Of(ProviderKind one, IReadOnlyList<ProviderSettings> all) =>
            kind is not null && kind != one ? [] : all.Select((provider, i) => new ProviderReport(provider, one, i + 1, known, view));
    }

    /// <summary>Whether this is its name; upper and lower case are the same.</summary>
    public bool IsCalled(string name) => string.Equals(Settings.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The provider as the engine asks it, to try it out.</summary>
    public Provider ToProvider() => new(Settings, Kind, Priority);

    /// <summary>How it is, in sentences; none for a list that is well.</summary>
    public IEnumerable<string> HealthInSentences() => SentencesOf(Health);

    /// <summary>The health that a process has written down.</summary>
    internal static ProviderHealth HealthOf(ProviderState state)
    {
        var health = new ProviderHealth();
        health.Publish(new HealthReport(state.State, state.Since ?? default, state.Answered) { NextStep = state.NextStep }, state.IsSuspended,
            cutOff: state.IsSuspended && state.State < HealthState.Silent, defers: false);
        if (state.BrakedSince is { } since)
            health.Brake(state.IsBraked, since, state.BrakedWhy);
        return health;
    }

    /// <summary>Which answers are a match, in words.</summary>
    internal static string MatchesOf(ProviderSettings provider)
    {
        if (provider.AnyMatch)
            return "any code";
        var rules = provider.IpAddressesMatch.Select(static pattern => pattern.ToString());
        return string.Join(", ", provider.BitmaskMatch is { } mask ? new[] { "mask " + mask }.Concat(rules) : rules);
    }

    /// <summary>How a list is in a process, in sentences; none for a list that is well.</summary>
    public static IEnumerable<string> SentencesOf(ProviderState state) => SentencesOf(HealthOf(state ?? throw new ArgumentNullException(nameof(state))));

    /// <summary>How a list is, in sentences; none for a list that is well.</summary>
    internal static IEnumerable<string> SentencesOf(ProviderHealth health)
    {
        var report = health.Report;
        if (report.State != HealthState.Healthy)
            yield return $"{(report.IsUnfit ? "suspended" : "slow")} since {When(report.Since)}: {report.InWords}{(report.Raw.Length > 0 ? " (" + report.Raw + ")" : "")}. {report.NextStep}";
        if (health.BrakedSince is { } since)
            yield return (health.IsBraked ? "braked" : "would be braked") + $" since {When(since)}: {health.BrakedWhy}. " + (health.IsBraked ? "Its listings are only reported." : "");
    }

    private static string When(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
