using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using IpBlock.Administration.InForce;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>What is said of a name server, and what to do.</summary>
internal sealed class ServerWords(ServerFacts server, DnsSurvey survey)
{
    private const string OwnResolver = "Use your own recursive name server, such as unbound on this server without a"
        + " forwarder, and enter it in dns.servers.";

    private string Name => server.EndPoint.Port == 53 ? server.EndPoint.Address.ToString() : server.EndPoint.ToString();

    // Where another one answers, clients are still filtered.
    private Severity ByOthers => survey.Servers.Any(other => other.IsAnswering && !other.Refuses) ? Severity.Warning : Severity.Critical;

    /// <summary>Who runs it for strangers; null when it is nobody known.</summary>
    public string? Owner => PublicResolvers.OwnerOf(server.EndPoint.Address) ?? (server.Seen?.Address is { } seen ? PublicResolvers.OwnerBehind(seen) : null);

    public static DoctorFinding LineDown() => new("line.down", Severity.Critical, "",
        "The Internet cannot be reached: neither the name servers nor this server receive answers. No provider can be queried.",
        "Check the Internet connection, and whether a firewall blocks outgoing port 53 (UDP and TCP). IpBlock resumes queries automatically.");

    public DoctorFinding NotRunning(bool isNamed) => Of("resolver.notRunning", ByOthers,
        isNamed
            ? $"Name server {Name} is an address of this server, but no name server runs there."
            : $"No name server is configured in dns.servers or in the system, so {Name} is used, but no name server runs there.",
        isNamed ? "Start it, or enter another in dns.servers." : "Enter one in dns.servers, or install one on this server, such as unbound.");

    public DoctorFinding Silent() => Of("resolver.silent", ByOthers,
        $"Name server {Name} does not answer{(server.IsNobodyThere ? ": the host is running, but no name server runs there" : "")}."
            + (ByOthers == Severity.Warning ? " Other name servers answer, but each query to this one must be repeated to another name server."
                : survey.IsOutsideReached ? " The Internet connection works."
                : " No other Internet host answers this server: the Internet connection may be down, or port 53 may be blocked."),
        "Start it, or enter another in dns.servers. Check whether a firewall blocks port 53.");

    public DoctorFinding Refuses() => Of("resolver.refuses", ByOthers,
        $"Name server {Name} does not resolve names for this server ({server.Fresh.Dns.Status}).",
        "Allow recursion for this server (unbound: access-control, BIND: allow-recursion), or enter another in dns.servers.");

    public DoctorFinding KnowsOnlyInside() => Of("resolver.inside", Severity.Critical,
        $"Name server {Name} answers that a.root-servers.net does not exist: it resolves only internal names. No list appears to list"
            + " any address, and each appears to be closed.",
        "Configure it to resolve Internet names (with a forwarder, or from the root servers), or enter another in dns.servers.");

    public DoctorFinding Failing() => Of("resolver.failing", Severity.Critical,
        $"Name server {Name} answers only from its own data and gets no answer from other servers ({server.Fresh.Dns.Status}). This server gets answers from them, so the Internet connection works.",
        "Check the log and the forwarders of the name server. A firewall may block its outgoing queries to port 53.");

    public DoctorFinding IsPublic() => Of("resolver.public", Severity.Warning,
        PublicResolvers.OwnerOf(server.EndPoint.Address) is { } owner
            ? $"Name server {Name} is the public resolver of {owner}. Many lists do not answer queries from it, or answer with an error code."
            : $"Name server {Name} forwards queries to the public resolver of {Owner} ({server.Seen?.Shown}). Many lists do not answer queries"
                + " from it, or answer with an error code.",
        OwnResolver);

    public DoctorFinding Rewrites() => Of("resolver.rewrites", Severity.Critical,
        $"Name server {Name} answers with {new ReturnCode(server.Rewritten!.Value)} for names that do not exist. Each list appears to list"
            + " every address with an invalid return code, and is suspended.",
        "Turn this off, or use another name server: " + OwnResolver);

    public DoctorFinding Strips(IReadOnlyList<string> lists) => Of("resolver.strips", Severity.Critical,
        $"Name server {Name} removes addresses in 127.0.0.0/8 from answers (protection against DNS rebinding), so no list appears to list any address."
            + $" Example: {string.Join(", ", lists)}.",
        "Exclude the lookup domains (private-domain in unbound, rebind-domain-ok in dnsmasq), or turn the protection off.");

    public DoctorFinding DropsEdns() => Of("resolver.edns", Severity.Warning,
        $"Queries with EDNS0 to name server {Name} are lost; queries without EDNS0 are answered. After a start, and every 15 minutes, a query"
            + " takes 200 ms longer; long answers need TCP.",
        "Allow DNS packets with an OPT record (RFC 6891) in the firewall.");

    public DoctorFinding NoTcp() => Of("resolver.noTcp", Severity.Warning,
        $"Name server {Name} does not answer over TCP. Answers that do not fit into a UDP packet are lost: long reasons, and many return codes"
            + " for one client.",
        "Allow TCP port 53 in the firewall, or enable TCP in the name server (RFC 7766).");

    public DoctorFinding Slow() => Of("resolver.slow", Severity.Warning,
        $"Name server {Name} takes {Milliseconds()} to return a cached answer. Every connection waits that long.",
        "Use a faster name server, preferably on this server.");

    public DoctorFinding SeenAs(OutsideView seen) => Of("resolver.seenAs", Severity.Well,
        seen.Address is null
            ? $"The address with which name server {Name} queries lists could not be determined: {WhoAmI.Name} ({WhoAmI.Operator}) did not answer."
            : $"List operators see name server {Name} as {seen.Shown}{(seen.ReverseName is { } name ? $" ({name})" : "")}, according to {WhoAmI.Name}"
                + $" ({WhoAmI.Operator}).",
        "");

    public DoctorFinding HasNoName(OutsideView seen) => Of("resolver.noReverse", Severity.Warning,
        $"The address {seen.Shown}, from which name server {Name} sends queries, has no reverse name. Spamhaus and other operators answer such name servers with"
            + " an error code.",
        "Ask the owner of the address range to set a reverse name (PTR record), or use a key.");

    private string Milliseconds() => server.Warm!.Value.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";

    private DoctorFinding Of(string id, Severity severity, string text, string nextStep) => new(id, severity, Name, text, nextStep);
}
