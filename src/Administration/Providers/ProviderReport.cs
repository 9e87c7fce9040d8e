using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>A provider as it is shown: what the settings say of it, and how it is.</summary>
public sealed class ProviderReport
{
    private ProviderReport(ProviderSettings settings, ProviderKind kind, int priority, ProviderHealth health)
    {
        Settings = settings;
        Kind = kind;
        Priority = priority;
        Health = health;
    }

    /// <summary>What the administrator says of it.</summary>
    public ProviderSettings Settings { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>Its place among the providers of its kind; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>How it is, as far as the running service or agent has written down.</summary>
    public ProviderHealth Health { get; }

    /// <summary>What is shown of the lookup domain: all but a key.</summary>
    public string LookupDomain => Settings.LookupDomain.PublicName;

    /// <summary>True when the lookup domain has a part that is never shown.</summary>
    public bool HasKey => !string.Equals(Settings.LookupDomain.Reveal(), LookupDomain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Which answers are a match, in words.</summary>
    public string Matches => MatchesOf(Settings);

    /// <summary>The providers in the order in which they are heard.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="kind">Of which kind; null for both.</param>
    /// <param name="health">What is known of them; null for nothing.</param>
    public static IEnumerable<ProviderReport> All(FilterSettings settings, ProviderKind? kind = null, HealthMemory? health = null)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        var known = health ?? HealthMemory.Empty;
        return Of(ProviderKind.Allow, settings.AllowProviders).Concat(Of(ProviderKind.Block, settings.BlockProviders));

        IEnumerable<ProviderReport> Of(ProviderKind one, IReadOnlyList<ProviderSettings> all) =>
            kind is not null && kind != one ? [] : all.Select((provider, i) => new ProviderReport(provider, one, i + 1, known.Of(provider, one)));
    }

    /// <summary>Whether this is its name; upper and lower case are the same.</summary>
    public bool IsCalled(string name) => string.Equals(Settings.Name, name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The provider as the engine asks it, to try it out.</summary>
    public Provider ToProvider() => new(Settings, Kind, Priority);

    /// <summary>How it is, in sentences; none for a list that is well.</summary>
    public IEnumerable<string> HealthInSentences() => SentencesOf(Health);

    /// <summary>Which answers are a match, in words.</summary>
    internal static string MatchesOf(ProviderSettings provider)
    {
        if (provider.AnyMatch)
            return "any code";
        var rules = provider.IpAddressesMatch.Select(static pattern => pattern.ToString());
        return string.Join(", ", provider.BitmaskMatch is { } mask ? new[] { "mask " + mask }.Concat(rules) : rules);
    }

    /// <summary>How a list is, in sentences; none for a list that is well.</summary>
    internal static IEnumerable<string> SentencesOf(ProviderHealth health)
    {
        var report = health.Report;
        if (report.State != HealthState.Healthy)
            yield return $"{(report.IsUnfit ? "suspended" : "slow")} since {When(report.Since)}: {report.InWords}{(report.Raw.Length > 0 ? " (" + report.Raw + ")" : "")}. {report.NextStep}";
        if (health.BrakedSince is { } since)
            yield return (health.IsBraked ? "braked" : "would be braked") + $" since {When(since)}: {health.BrakedWhy}. {(health.IsBraked ? "Its listings are only reported." : "")}";
    }

    private static string When(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
