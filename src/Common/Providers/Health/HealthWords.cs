using System.Collections.Generic;
using System.Linq;
using System.Net;
using IpBlock.Dns;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>What a state means and what to do about it, for somebody who looks after mail and not after DNS.</summary>
internal static class HealthWords
{
    public static string NextStep(HealthState state, ProviderAnswer? trouble, Provider provider, IReadOnlyList<IPEndPoint> servers) => state switch
    {
        HealthState.Slow => "When the other providers have answered, IpBlock waits for this provider only as long as it usually takes. If this continues, use a faster name server, or disable the provider.",
        HealthState.Silent => $"IpBlock probes it at intervals. If other providers work, check on the operator's website whether the list still exists and whether it answers your name servers ({Names(servers)}).",
        HealthState.Refused => Refused(trouble, provider, servers),
        HealthState.ListsWorld => "No list may list this address. A list that does so lists every address, which is typical of closed lists and parked domains. Check the operator's website. If the list has closed, remove the provider.",
        HealthState.Emptied => "Every list must list 127.0.0.2. The list was emptied because it is closing, or the lookup domain is wrong. Check the operator's website. If the list has closed, remove the provider.",
        HealthState.Gone => "The list has closed, its domain has expired, or the lookup domain is wrong. Check the operator's website. If the list has closed, remove the provider.",
        _ => "",
    };

    /// <summary>
    /// What is to be added where all lists are in this state, of several: what befalls all at once has one cause, and that is nearer than they are.
    /// </summary>
    public static string SoAreAll(HealthState state, IReadOnlyList<IPEndPoint> servers) => state switch
    {
        HealthState.Refused => " All your providers answer like this: check the name servers first.",
        HealthState.ListsWorld => $" All your providers do this. The cause is probably your name servers ({Names(servers)}), which return an address for names that do not exist. Use other name servers, or your own resolver.",
        HealthState.Emptied or HealthState.Gone => $" All your providers are affected. It is more likely that your name servers ({Names(servers)}) cannot resolve Internet names than that all lists have closed.",
        _ => "",
    };

    public static string Names(IReadOnlyList<IPEndPoint> servers)
    {
        if (servers.Count == 0)
            return "none is configured";
        return string.Join(", ", servers.Select(static server => PublicResolvers.OwnerOf(server.Address) is { } owner
            ? server.Address + ", the public resolver of " + owner
            : server.Address.ToString()));
    }

    private static string Refused(ProviderAnswer? trouble, Provider provider, IReadOnlyList<IPEndPoint> servers)
    {
        if (trouble is not { } answer || answer.Outcome != ProviderOutcome.Refused)
            return $"Your name servers ({Names(servers)}) refuse to look up this list. Make sure that they allow recursion for this server and can query the list.";
        var why = provider.WhyNoListing(answer.Code) ?? "the list refuses to answer";
        return $"This is an error code and not a listing: {why}. Your name servers: {Names(servers)}.";
    }

    public static string Of(DnsStatus status) => status switch
    {
        DnsStatus.TimedOut => "no answer in time",
        DnsStatus.ServerFailure => "the name servers failed to resolve the name (SERVFAIL)",
        DnsStatus.Refused => "the name servers refused the query (REFUSED)",
        DnsStatus.Unreachable => "no name server can be reached",
        DnsStatus.NoRecursion => "the name servers return a referral: they do not offer recursion to this server",
        _ => "an invalid answer",
    };
}
