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
        HealthState.Slow => "It is waited for no longer than it usually takes, once the others have answered. If this lasts, use a name server that is nearer to it, or disable it.",
        HealthState.Silent => $"It is tried again from time to time. If other lists work, look on its operator's page whether it still exists, and whether it answers your name servers ({Names(servers)}).",
        HealthState.Refused => Refused(trouble, provider, servers),
        HealthState.ListsWorld => "No list may list this address: it lists the whole world, as closed lists and parked domains do. Look on its operator's page; if the list has closed, remove the provider.",
        HealthState.Emptied => "Every list must list 127.0.0.2. Either the list was emptied because it closes, or the lookup domain is not the right one. Look on its operator's page, and remove the provider if it has closed.",
        HealthState.Gone => "The list has closed, its domain has expired, or the lookup domain has a typing error. Look on its operator's page, and remove the provider if it has closed.",
        _ => "",
    };

    /// <summary>
    /// What is to be added where all lists are in this state, of several: what befalls all at once has one cause, and that is nearer than they are.
    /// </summary>
    public static string SoAreAll(HealthState state, IReadOnlyList<IPEndPoint> servers) => state switch
    {
        HealthState.Refused => " All your lists answer so: look to the name servers first.",
        HealthState.ListsWorld => $" All your lists do so: not they but your name servers ({Names(servers)}) answer for names that do not exist, as those of some providers do. Use others, or a resolver of your own.",
        HealthState.Emptied or HealthState.Gone => $" So it is with all your lists: it is more likely that your name servers ({Names(servers)}) know nothing of the world outside than that all have closed.",
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
            return $"Your name servers ({Names(servers)}) refuse to look this list up: see to it that they serve this machine and may ask the list.";
        var why = provider.WhyNoListing(answer.Code) ?? "the list refuses to answer";
        return $"That is no listing: {why}. Your name servers: {Names(servers)}.";
    }

    public static string Of(DnsStatus status) => status switch
    {
        DnsStatus.TimedOut => "no answer in time",
        DnsStatus.ServerFailure => "the name servers could not find out (SERVFAIL)",
        DnsStatus.Refused => "the name servers refuse (REFUSED)",
        DnsStatus.Unreachable => "no name server can be reached",
        DnsStatus.NoRecursion => "the name servers refer to others instead of asking them: they do no recursion for this machine",
        _ => "an answer that cannot be read",
    };
}
