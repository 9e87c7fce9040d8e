using IpBlock.Dns;

namespace IpBlock.Providers.Health;

/// <summary>What a list's test points say of it. Several things may be wrong at once; the first that is set counts.</summary>
internal sealed class ProbeResult
{
    /// <summary>The answer that is an error code; null when there was none.</summary>
    public ProviderAnswer? Refusal { get; init; }

    /// <summary>True when there was no socket or room left here to ask with: then nothing was found out.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>How the lookup ended that nobody can have had in a cache, when it brought no answer; null when it was answered.</summary>
    public DnsStatus? Silence { get; init; }

    /// <summary>Which address that no list may list is listed; null when none is.</summary>
    public string? Worldly { get; init; }

    /// <summary>Whether the address is listed that must be; null when it could not be found out.</summary>
    public bool? HasTestEntry { get; init; }

    /// <summary>True when not even the zone itself exists. Looked for only when the test entry is missing.</summary>
    public bool IsZoneGone { get; init; }

    /// <summary>True when the address that must be listed has no A record although it has a TXT record: somebody on the way takes addresses in 127.0.0.0/8 out.</summary>
    public bool IsStripped { get; init; }

    /// <summary>True when the name servers say that the address that must be listed is there, without an A record: a list that does not have it says that it is not.</summary>
    public bool IsEntryEmpty { get; init; }

    /// <summary>Questions with their answers, for the notice; without a key.</summary>
    public string Raw { get; init; } = "";
}
