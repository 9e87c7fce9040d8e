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
    private const string OwnResolver = "Use a name server of your own that asks the lists itself, such as unbound on this machine without a"
        + " forwarder, and name it in dns.servers.";

    private string Name => server.EndPoint.Port == 53 ? server.EndPoint.Address.ToString() : server.EndPoint.ToString();

    // Where another one answers, clients are still filtered.
    private Severity ByOthers => survey.Servers.Any(other => other.IsAnswering && !other.Refuses) ? Severity.Warning : Severity.Critical;

    /// <summary>Who runs it for strangers; null when it is nobody known.</summary>
    public string? Owner => PublicResolvers.OwnerOf(server.EndPoint.Address) ?? (server.Seen?.Address is { } seen ? PublicResolvers.OwnerBehind(seen) : null);

    public static DoctorFinding LineDown() => new("line.down", Severity.Critical, "",
        "Nothing outside can be reached: neither the name servers nor this machine get an answer from anybody. No list can be asked.",
        "Check the line to the internet, and whether a firewall lets port 53 (UDP and TCP) out. The lists are asked again by themselves.");

    public DoctorFinding NotRunning(bool isNamed) => Of("resolver.notRunning", ByOthers,
        isNamed
            ? $"Name server {Name} is on this machine, and none runs there."
            : $"No name server is set up, neither in dns.servers nor in the system: {Name} is asked, and nothing runs there.",
        isNamed ? "Start it, or name another in dns.servers." : "Name one in dns.servers, or install one on this machine, such as unbound.");

    public DoctorFinding Silent() => Of("resolver.silent", ByOthers,
        $"Name server {Name} does not answer{(server.IsNobodyThere ? ": its machine is up, and no name server runs there" : "")}."
            + (ByOthers == Severity.Warning ? " Others do; each question to it is asked again elsewhere."
                : survey.IsOutsideReached ? " The line to the internet is up."
                : " Nobody outside answers this machine either: the line may be down, or port 53 closed."),
        "Start it, or name another in dns.servers. See whether a firewall lets port 53 through.");

    public DoctorFinding Refuses() => Of("resolver.refuses", ByOthers,
        $"Name server {Name} looks nothing up for this machine ({server.Fresh.Dns.Status}).",
        "Let it recurse for this machine (unbound: access-control, BIND: allow-recursion), or name another in dns.servers.");

    public DoctorFinding KnowsOnlyInside() => Of("resolver.inside", Severity.Critical,
        $"Name server {Name} says that a.root-servers.net does not exist: it knows the names of its own network and none of the internet. No list lists"
            + " anybody, and each looks as if it had gone.",
        "Let it ask the internet (a forwarder, or the root servers), or name another in dns.servers.");

    public DoctorFinding Failing() => Of("resolver.failing", Severity.Critical,
        $"Name server {Name} answers what it knows, and gets no answer from others ({server.Fresh.Dns.Status}). This machine does: the line is up.",
        "Look at the name server's own log, and at whom it forwards to. A firewall may keep it from asking port 53 outside.");

    public DoctorFinding IsPublic() => Of("resolver.public", Severity.Warning,
        PublicResolvers.OwnerOf(server.EndPoint.Address) is { } owner
            ? $"Name server {Name} is the public resolver of {owner}. Many lists answer nobody who comes through it, or mark the answer as refused."
            : $"Name server {Name} asks through the public resolver of {Owner} ({server.Seen?.Shown}). Many lists answer nobody who comes"
                + " through it, or mark the answer as refused.",
        OwnResolver);

    public DoctorFinding Rewrites() => Of("resolver.rewrites", Severity.Critical,
        $"Name server {Name} answers with {new ReturnCode(server.Rewritten!.Value)} for names that do not exist. Each list looks as if it listed"
            + " the world with an address that no list gives, and is suspended.",
        "Switch that off, or use another: " + OwnResolver);

    public DoctorFinding Strips(IReadOnlyList<string> lists) => Of("resolver.strips", Severity.Critical,
        $"Name server {Name} takes addresses in 127.0.0.0/8 out of answers (protection against DNS rebinding), so that no list lists anybody."
            + $" Seen with {string.Join(", ", lists)}.",
        "Except the lookup domains: private-domain in unbound, rebind-domain-ok in dnsmasq; or switch the protection off.");

    public DoctorFinding DropsEdns() => Of("resolver.edns", Severity.Warning,
        $"Queries with EDNS0 to name server {Name} are lost, and those without are answered. After a start, and every 15 minutes, a question"
            + " waits 200 ms for its repetition; long answers need TCP.",
        "Let the firewall on the way pass DNS packets with an OPT record (RFC 6891).");

    public DoctorFinding NoTcp() => Of("resolver.noTcp", Severity.Warning,
        $"Name server {Name} does not answer over TCP. Answers that do not fit into a packet are lost: long reasons, and lists with many codes"
            + " for one client.",
        "Let TCP to port 53 through, or have the name server listen there (RFC 7766).");

    public DoctorFinding Slow() => Of("resolver.slow", Severity.Warning,
        $"Name server {Name} takes {Milliseconds()} for what it has just answered. Every connection waits that long for its lists.",
        "Use a name server that is nearer, best on this machine.");

    public DoctorFinding SeenAs(OutsideView seen) => Of("resolver.seenAs", Severity.Well,
        seen.Address is null
            ? $"How list operators see name server {Name} could not be found out: {WhoAmI.Name} ({WhoAmI.Operator}) did not answer."
            : $"List operators see name server {Name} as {seen.Shown}{(seen.ReverseName is { } name ? $" ({name})" : "")}, says {WhoAmI.Name}"
                + $" ({WhoAmI.Operator}).",
        "");

    public DoctorFinding HasNoName(OutsideView seen) => Of("resolver.noReverse", Severity.Warning,
        $"The address {seen.Shown}, from which name server {Name} asks, has no reverse name. Spamhaus and others answer such name servers with"
            + " an error code.",
        "Have a reverse name made for it by whoever gives out the address, or use a key.");

    private string Milliseconds() => server.Warm!.Value.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";

    private DoctorFinding Of(string id, Severity severity, string text, string nextStep) => new(id, severity, Name, text, nextStep);
}
