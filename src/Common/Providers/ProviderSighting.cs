using System;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Providers;

/// <summary>What was seen of one provider while a verdict was made: whether it was asked, and what it said, when and from where.</summary>
public sealed class ProviderSighting
{
    private readonly Address _client;

    internal ProviderSighting(Provider provider, Address client)
    {
        Provider = provider;
        _client = client;
    }

    /// <summary>Which provider.</summary>
    public Provider Provider { get; }

    /// <summary>Its answer; null when it was not asked: it does not know this address family, or another list had decided before its turn.</summary>
    public ProviderAnswer? Answer { get; internal init; }

    /// <summary>How long the answer took.</summary>
    public TimeSpan Took { get; internal init; }

    /// <summary>True when the answer was known already.</summary>
    public bool IsFromCache { get; internal init; }

    /// <summary>The list's own words (TXT), asked for when it answered with codes.</summary>
    internal DnsAnswer Words { get; init; } = DnsAnswer.Without(DnsStatus.NoRecords);

    /// <summary>The list's own words in printable ASCII, without a key; empty when there are none.</summary>
    public string Reason => new ListReason(Provider.Settings.LookupDomain).Of(Words);

    /// <summary>The name that was, or would have been, looked up, without a key.</summary>
    public string Question
    {
        get
        {
            var labels = new byte[ReversedName.MaxLength];
            var length = ReversedName.Write(_client, labels, 0);
            return ReversedName.Text(labels, length) + Provider.Settings.LookupDomain.PublicName;
        }
    }
}
