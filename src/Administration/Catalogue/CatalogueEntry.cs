using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Catalogue;

/// <summary>A well-known list, with settings under which it is safe to use. Nothing is asked until an administrator adds it and so accepts its terms.</summary>
public sealed class CatalogueEntry
{
    internal const string KeyMark = "{key}";

    internal CatalogueEntry(string id, string name, ProviderKind kind, string domain)
    {
        Id = id;
        Name = name;
        Kind = kind;
        DomainPattern = domain;
    }

    /// <summary>What the commands call it: lower case, without blanks.</summary>
    public string Id { get; }

    /// <summary>The provider's name unless the administrator gives another.</summary>
    public string Name { get; }

    /// <summary>Block list or allow list.</summary>
    public ProviderKind Kind { get; }

    /// <summary>The lookup domain, with <c>{key}</c> where the customer's key stands.</summary>
    public string DomainPattern { get; }

    /// <summary>What the list holds, in a sentence.</summary>
    public string About { get; internal init; } = "";

    /// <summary>The return codes that are safe to act on, as <c>ipAddressesMatch</c> takes them.</summary>
    public IReadOnlyList<string> Responses { get; internal init; } = [];

    /// <summary>What the codes mean, as <c>returnCodes</c> takes them.</summary>
    public IReadOnlyList<string> ReturnCodes { get; internal init; } = [];

    /// <summary>The suggested score, where a sum of 3 rejects. It is shown, and not set when the list is added.</summary>
    public Score Score { get; internal init; }

    /// <summary>True when it is known to answer for IPv6 addresses under its lookup domain.</summary>
    public bool IPv6 { get; internal init; }

    /// <summary>The zone to ask about IPv6 addresses, where that is another; null where it is not.</summary>
    public string? IPv6Zone { get; internal init; }

    /// <summary>The address that the list always lists (RFC 5782); null for a list that is not known to keep test points.</summary>
    public string? ListedPoint { get; internal init; }

    /// <summary>The address that the list never lists; null for a list that is not known to keep test points.</summary>
    public string? UnlistedPoint { get; internal init; }

    /// <summary>How it is to be probed: not by the test points of RFC 5782 where it is not known to keep them.</summary>
    public ProbeKind Probe { get; internal init; } = ProbeKind.TestPoints;

    /// <summary>How many queries a day its operator allows free of charge; null where no number is known.</summary>
    public int? QueriesPerDay { get; internal init; }

    /// <summary>Whom the list refuses to answer, and how that is seen; null where nothing is known.</summary>
    public string? Refuses { get; internal init; }

    /// <summary>Where somebody who is listed asks for removal, with <c>%0</c> where the address stands; empty when no page is known.</summary>
    public string RemovalPage { get; internal init; } = "";

    /// <summary>Where the operator says who may use the list, and how; empty when no page is known.</summary>
    public string TermsPage { get; internal init; } = "";

    /// <summary>Where a key is to be had, or a resolver is registered; null when there is no need, or no page is known.</summary>
    public string? SignUpPage { get; internal init; }

    /// <summary>What to know before it is used; empty when there is nothing.</summary>
    public string Notes { get; internal init; } = "";

    /// <summary>Where the facts come from, and when.</summary>
    public IReadOnlyList<CatalogueSource> Sources { get; internal init; } = [];

    /// <summary>The day on which the list was last seen answering as described, as <c>2026-11-28</c>; null when nobody has looked.</summary>
    public string? LastProbed { get; internal init; }

    /// <summary>The entry as it was read, in one spelling, to tell whether it has changed.</summary>
    internal string Text { get; init; } = "";

    /// <summary>True when the list answers only under a customer's key.</summary>
    public bool NeedsKey => DomainPattern.IndexOf(KeyMark, StringComparison.Ordinal) >= 0;

    /// <summary>The reply to a rejected client, which names the page for removal; null for an allow list, which rejects nobody.</summary>
    public string? RejectionResponse => Kind == ProviderKind.Allow
        ? null
        : "%0 is listed by %1 (%4)" + (RemovalPage.Length > 0 ? "; for removal see %7" : "");

    /// <summary>The properties of a provider made from the entry, under their names in the settings file, for <c>SettingsEdit.AddProvider</c>.</summary>
    /// <param name="name">The provider's name; null for the entry's own.</param>
    /// <param name="key">The customer's key; must be there when and only when <see cref="NeedsKey"/>.</param>
    /// <exception cref="ArgumentException">There is a key too many or too few.</exception>
    public IReadOnlyDictionary<string, object?> ToProperties(string? name = null, string? key = null)
    {
        if (NeedsKey != (key is not null))
            throw new ArgumentException(NeedsKey ? "The list needs a key." : "The list takes no key.", nameof(key));
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = name ?? Name,
            ["lookupDomain"] = DomainPattern.Replace(KeyMark, key),
            ["ipAddressesMatch"] = ToArray(Responses),
            ["returnCodes"] = ToArray(ReturnCodes),
        };
        if (RejectionResponse is { } response)
            properties["rejectionResponse"] = response;
        if (Kind == ProviderKind.Block && RemovalPage.Length > 0)
            properties["removalPage"] = RemovalPage;
        if (!IPv6)
            properties["ipv6"] = false;
        if (Probe != ProbeKind.TestPoints)
            properties["probe"] = Probe == ProbeKind.Alive ? "alive" : "never";
        return properties;
    }

    private static string[] ToArray(IReadOnlyList<string> texts) => [.. texts];
}
