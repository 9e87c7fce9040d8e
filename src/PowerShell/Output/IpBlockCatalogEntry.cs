using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Catalogue;

namespace IpBlock.PowerShell;

/// <summary>A well-known list of the catalogue. Its properties have the names of Add-IpBlockProvider's parameters, so that it can be piped into it.</summary>
public sealed class IpBlockCatalogEntry
{
    private readonly CatalogueEntry _entry;

    internal IpBlockCatalogEntry(SiteCatalogue catalogue, CatalogueEntry entry)
    {
        _entry = entry;
        LastProbed = catalogue.LastProbed(entry);
        From = catalogue.OriginOf(entry);
    }

    /// <summary>What the catalogue calls it: lower case, without blanks.</summary>
    public string Identity => _entry.Id;

    /// <summary>The provider's name unless you give another.</summary>
    public string Name => _entry.Name;

    /// <summary>Block or Allow.</summary>
    public string Kind => _entry.Kind.ToString();

    /// <summary>The lookup domain, with {key} where your key stands.</summary>
    public string LookupDomain => _entry.DomainPattern;

    /// <summary>What the list holds.</summary>
    public string About => _entry.About;

    /// <summary>True when the list answers only under a customer's key.</summary>
    public bool NeedsKey => _entry.NeedsKey;

    /// <summary>Where a key is to be had, or a resolver is registered; null when there is no need or no page is known.</summary>
    public string? SignUpPage => _entry.SignUpPage;

    /// <summary>The return codes that are safe to act on.</summary>
    public string[] IPAddressesMatch => [.. _entry.Responses];

    /// <summary>What the codes mean.</summary>
    public string[] ReturnCodes => [.. _entry.ReturnCodes];

    /// <summary>The reply to a rejected client; null for an allow list.</summary>
    public string? RejectionResponse => _entry.RejectionResponse;

    /// <summary>Where a listed sender asks for removal; null when no page is known, and for an allow list.</summary>
    public string? RemovalPage => _entry.RejectionResponse is not null && _entry.RemovalPage.Length > 0 ? _entry.RemovalPage : null;

    /// <summary>True when it answers for IPv6 addresses under its lookup domain.</summary>
    public bool IPv6 => _entry.IPv6;

    /// <summary>The zone for IPv6 addresses, where that is another; null where it is not.</summary>
    public string? IPv6Zone => _entry.IPv6Zone;

    /// <summary>How it is probed: TestPoints, Alive or Never.</summary>
    public string Probe => _entry.Probe.ToString();

    /// <summary>The suggested score, where a sum of 3 rejects. Add-IpBlockProvider does not take it: give -Score.</summary>
    public decimal SuggestedScore => _entry.Score.Tenths / 10m;

    /// <summary>How many queries a day its operator allows free of charge; null where no number is known.</summary>
    public int? QueriesPerDay => _entry.QueriesPerDay;

    /// <summary>Whom the list does not answer; null where nothing is known.</summary>
    public string? Refuses => _entry.Refuses;

    /// <summary>The operator's terms of use; empty when no page is known.</summary>
    public string TermsPage => _entry.TermsPage;

    /// <summary>What to know before it is used.</summary>
    public string Notes => _entry.Notes;

    /// <summary>The last day on which a page of the list's operator was read, as 2026-11-28; null when none was.</summary>
    public string? Verified => _entry.Sources.Max(static source => source.Verified);

    /// <summary>The last day on which the list was seen to answer as described; null when nobody has looked.</summary>
    public string? LastProbed { get; }

    /// <summary>Where the entry comes from: program, signed, or the name of a file in catalogue.d.</summary>
    public string From { get; }

    /// <summary>Where the facts come from.</summary>
    public IReadOnlyList<CatalogueSource> Sources => _entry.Sources;

    /// <summary>The identity.</summary>
    public override string ToString() => Identity;
}
