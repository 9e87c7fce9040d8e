using System;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>What is kept of a list from one run to the next, and what other processes see of it.</summary>
public sealed class RememberedList
{
    /// <summary>Its kind and a digest of its lookup domain, which may hold a key.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>Its name when this was written.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>How it was.</summary>
    public HealthReport Report { get; internal init; } = HealthReport.Good;

    /// <summary>Since when it has been braked; null when it has not.</summary>
    public DateTimeOffset? BrakedSince { get; internal init; }

    /// <summary>Why it was braked; empty when it was not.</summary>
    public string BrakedWhy { get; internal init; } = "";

    internal bool TestEntrySeen { get; init; }

    internal DateTimeOffset InUseSince { get; init; }

    internal string Rule { get; init; } = "";

    internal static string IdOf(ProviderSettings provider, ProviderKind kind) =>
        (kind == ProviderKind.Block ? "block-" : "allow-") + TextDigest.Of(provider.LookupDomain.Reveal());

    /// <summary>What says which answers refuse: another one, and the list is as good as new.</summary>
    internal static string RuleOf(ProviderSettings provider) =>
        TextDigest.Of(string.Join("|", provider.Mode.ToString(), provider.AnyMatch.ToString(), provider.BitmaskMatch?.ToString(), string.Join(" ", provider.IpAddressesMatch)));
}
