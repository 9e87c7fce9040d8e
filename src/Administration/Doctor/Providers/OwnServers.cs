using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Administration.Dns;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Time;
using DnsQuestion = IpBlock.Dns.DnsQuestion;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>
/// Finds the servers of a list's zone through the name servers of this machine, and asks them without those. Where the zone's own servers are silent
/// a resolver
/// cannot name them: then the nearest zone above is asked, and its word followed down (RFC 1034 §4.3.2).
/// </summary>
/// <param name="through">The name servers of this machine.</param>
/// <param name="reach">Where a server is asked.</param>
/// <param name="clock">Where time comes from.</param>
internal sealed class OwnServers(IReadOnlyList<NameServerClient> through, Func<IPEndPoint, IPEndPoint> reach, Clock clock)
{
    private const int DnsPort = 53;
    private const int MostServers = 4;
    private const int MostSteps = 4;

    private static readonly Asking Looking = Asking.Usually with { Tries = 1, Timeout = Patience.Try };
    private static readonly Asking Directly = Asking.TheOwner with { Timeout = Patience.Far, LastTimeout = Patience.FarAndSlow };

    public async Task<OwnFacts> AskAsync(Provider provider)
    {
        var domain = provider.Settings.LookupDomain.Reveal();
        var zones = ZonesOf(domain);
        var found = await Task.WhenAll(zones.Select(zone => LookUpAsync(zone, QueryType.NS))).ConfigureAwait(false);
        var nearest = Array.FindIndex(found, static answer => answer.Dns.Status == DnsStatus.Records && answer.NameServers.Count > 0);
        if (found[0].Dns.Status == DnsStatus.NoSuchName)
            return new OwnFacts { State = OwnState.NoSuchZone };
        return nearest < 0 ? new OwnFacts() : await FollowAsync(provider, domain, zones[nearest], found[nearest]).ConfigureAwait(false);
    }

    private async Task<OwnFacts> FollowAsync(Provider provider, string domain, string zone, NameServerAnswer named)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            // A registry need not know anybody's key.
            if (IsRegistry(zone, domain) && provider.Settings.LookupDomain.HasKey)
                return new OwnFacts();
            var servers = await AddressesAsync(named).ConfigureAwait(false);
            var names = string.Join(", ", named.NameServers.Take(MostServers));
            if (servers.Count == 0)
                return Ended(OwnState.NoAddress, zone, domain, names);
            var answers = await Task.WhenAll(servers.Select(server => AskAsync(server, NameOf(provider, TestQuestion.Listed)))).ConfigureAwait(false);
            var best = Array.FindIndex(answers, static answer => answer.IsAuthoritative && answer.Dns.IsConclusive);
            if (best >= 0)
                return await HearAsync(provider, servers[best], answers[best], names).ConfigureAwait(false);
            // A resolver on the way answers in their place: they have not been asked.
            if (Array.Exists(answers, static answer => answer.Recurses && !answer.IsAuthoritative))
                return new OwnFacts();
            var further = Array.Find(answers, answer => answer.IsReferral && IsBelow(answer.Zone, zone) && IsBelowOrSame(domain, answer.Zone));
            if (further is null)
                return Ended(Array.Exists(answers, static answer => answer.IsHeard) ? OwnState.Lame : OwnState.Silent, zone, domain, names);
            (zone, named) = (further.Zone!, further);
        }

        return new OwnFacts();
    }

    private async Task<OwnFacts> HearAsync(Provider provider, NameServerClient server, NameServerAnswer entry, string names)
    {
        if (IsAbove(entry, provider.Settings.LookupDomain.Reveal()))
            return new OwnFacts { State = OwnState.NoSuchZone };
        var unlisted = await AskAsync(server, NameOf(provider, Unlisted())).ConfigureAwait(false);
        return new OwnFacts
        {
            State = OwnState.Answered,
            Entry = provider.Judge(entry.Dns),
            Unlisted = unlisted.Dns.IsConclusive ? provider.Judge(unlisted.Dns) : null,
            Took = entry.Took,
            Servers = names,
        };
    }

    // What a server of a zone above the list's does not do says nothing of the list: a registry's servers may be silent too.
    private static OwnFacts Ended(OwnState state, string zone, string domain, string names) =>
        IsRegistry(zone, domain) ? new OwnFacts() : new OwnFacts { State = state, Servers = names };

    private static bool IsRegistry(string zone, string domain) => zone.IndexOf('.') < 0 && !string.Equals(zone, domain, StringComparison.Ordinal);

    // "No such name" with the SOA record of a zone above: the list's own is not there any more.
    private static bool IsAbove(NameServerAnswer answer, string domain) =>
        answer.Dns.Status == DnsStatus.NoSuchName && answer.Zone is { } owner && !IsBelowOrSame(owner, domain);

    private Task<NameServerAnswer> AskAsync(NameServerClient server, string name) => server.AskAsync(name, QueryType.A, Directly);

    private async Task<List<NameServerClient>> AddressesAsync(NameServerAnswer named)
    {
        var hosts = await Task.WhenAll(named.NameServers.Take(MostServers).Select(host => AddressOfAsync(host, named))).ConfigureAwait(false);
        return [.. hosts.OfType<IPAddress>().Distinct().Select(address => new NameServerClient(reach(new IPEndPoint(address, DnsPort)), clock))];
    }

    // By IPv4: whether this machine has a line for IPv6 is not asked here.
    private async Task<IPAddress?> AddressOfAsync(string host, NameServerAnswer named)
    {
        if (named.Hosts.TryGetValue(host, out var glue) && glue.Find(static address => address.AddressFamily == AddressFamily.InterNetwork) is { } known)
            return known;
        var found = await LookUpAsync(host, QueryType.A).ConfigureAwait(false);
        return found.Dns.Addresses.Count > 0 ? Addresses.Address.FromIPv4(found.Dns.Addresses[0]).ToIPAddress() : null;
    }

    // Of several name servers the first that knows.
    private async Task<NameServerAnswer> LookUpAsync(string name, QueryType type)
    {
        var asked = through.Select(server => server.AskAsync(name, type, Looking)).ToList();
        var last = NameServerAnswer.None(DnsStatus.TimedOut);
        while (asked.Count > 0)
        {
            var first = await Task.WhenAny(asked).ConfigureAwait(false);
            asked.Remove(first);
            var answer = await first.ConfigureAwait(false);
            if (answer.Dns.IsConclusive)
                return answer;
            last = answer;
        }

        return last;
    }

    private static uint Unlisted() => 0x7F010000u + UnguessableNumbers.Next();

    private static string NameOf(Provider provider, uint address)
    {
        // A list of IPv6 addresses alone has its test entry under the mapped address (RFC 5782 §5).
        var buffer = new byte[DnsQuestion.MaxNameLength];
        var client = Addresses.Address.FromIPv4(address);
        var length = provider.Settings.IPv4 ? Addresses.ReversedName.Write(client, buffer, 0) : Addresses.ReversedName.WriteAsIPv6(client, buffer, 0);
        return Addresses.ReversedName.Text(buffer, length) + provider.Settings.LookupDomain.Reveal();
    }

    private static List<string> ZonesOf(string domain)
    {
        var zones = new List<string> { domain };
        for (var dot = domain.IndexOf('.'); dot >= 0; dot = domain.IndexOf('.', dot + 1))
            zones.Add(domain.Substring(dot + 1));
        return zones;
    }

    private static bool IsBelow(string? name, string zone) => name is not null && name.EndsWith("." + zone, StringComparison.Ordinal);

    private static bool IsBelowOrSame(string name, string? zone) =>
        zone is not null && (string.Equals(name, zone, StringComparison.Ordinal) || IsBelow(name, zone));
}
