using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Administration.Dns;
using IpBlock.Administration.Doctor.Providers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Zones;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>
/// What the name servers and the lists answer, seen together: a list that is silent, a name server that is refused and a line that is down look the
/// same
/// from any one of them. A value; nothing in it changes.
/// </summary>
internal sealed record DnsSurvey
{
    // Three of the root's servers, of three operators (iana.org/domains/root/servers). They answer everybody.
    private static readonly string[] RootServers = ["198.41.0.4", "193.0.14.129", "199.7.83.42"];

    /// <summary>The name servers of this machine.</summary>
    public IReadOnlyList<ServerFacts> Servers { get; init; } = [];

    /// <summary>The lists that are asked.</summary>
    public IReadOnlyList<ListFacts> Lists { get; init; } = [];

    /// <summary>
    /// True when a server outside has answered this machine itself. Where none has, port 53 may be closed to all but the machine's own name servers.
    /// </summary>
    public bool IsOutsideReached { get; init; }

    /// <summary>Why no list can be asked, whichever; null when some can.</summary>
    public CutOff CutOff { get; init; }

    /// <summary>Lists whose answers a name server takes addresses in 127.0.0.0/8 out of.</summary>
    public bool IsStripped => Servers.Any(server => StrippedBy(server).Count > 0);

    /// <summary>True when a name server gives addresses to names that do not exist.</summary>
    public bool IsRewritten => Servers.Any(static server => server.Rewritten is not null);

    /// <summary>True when a name server is slow with what it knows.</summary>
    public bool IsSlow => Servers.Any(static server => server.Warm > Patience.SlowServer);

    /// <summary>Lists whose test entry loses its address at this name server: it has words, or the list's own servers give the address.</summary>
    public IReadOnlyList<string> StrippedBy(ServerFacts server)
    {
        var wellKnown = Lists.Where(static list => list.Own.HasEntry).Select(static list => list.Provider.Name);
        return [.. server.Stripped, .. server.Empty.Intersect(wellKnown, StringComparer.Ordinal)];
    }

    /// <summary>Asks everybody, side by side.</summary>
    public static async Task<DnsSurvey> MakeAsync(DoctorVisit visit)
    {
        if (visit.Settings is not { } settings)
            return new DnsSurvey();
        var providers = ProvidersOf(settings, visit.Zones);
        var clients = visit.NameServers.Select(server => (Shown: server, Client: new NameServerClient(visit.Reach(server), visit.Clock))).ToList();
        var servers = Task.WhenAll(clients.Select(one => new ServerExamination(one.Client, one.Shown, visit.Clock).RunAsync(providers, visit.AsksWhoAmI)));
        var own = new OwnServers([.. clients.Select(static one => one.Client)], visit.Reach, visit.Clock);
        var lists = Task.WhenAll(providers.Select(provider => new ListExamination(provider, visit, own).RunAsync()));
        var root = IsRootReachedAsync(visit);
        var survey = new DnsSurvey
        {
            Servers = await servers.ConfigureAwait(false),
            Lists = await lists.ConfigureAwait(false),
            IsOutsideReached = await root.ConfigureAwait(false),
        };
        survey = survey with { IsOutsideReached = survey.IsOutsideReached || survey.Lists.Any(static list => list.Own.IsReached) };
        return survey with { CutOff = survey.WhyCutOff() };
    }

    // What the table of zones says of a list is said with the settings, and not again.
    private static List<Provider> ProvidersOf(FilterSettings settings, ZoneTable zones) =>
        [.. Of(settings.BlockProviders, ProviderKind.Block, zones), .. Of(settings.AllowProviders, ProviderKind.Allow, zones)];

    private static IEnumerable<Provider> Of(IReadOnlyList<ProviderSettings> all, ProviderKind kind, ZoneTable zones)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (all[i].Enabled && zones.Of(all[i].LookupDomain.Reveal()) is null or { State: ZoneState.Refuses or ZoneState.OtherUse })
                yield return new Provider(all[i], kind, i + 1);
        }
    }

    private static async Task<bool> IsRootReachedAsync(DoctorVisit visit)
    {
        var asked = RootServers.Select(address => visit.Reach(new IPEndPoint(IPAddress.Parse(address), 53)))
            .Select(server => new NameServerClient(server, visit.Clock).AskAsync(".", QueryType.NS, Asking.TheOwner with { Timeout = Patience.Far }));
        // Who recurses is no server of the root, but a box on the way that answers in its place.
        return (await Task.WhenAll(asked).ConfigureAwait(false)).Any(static answer => answer.IsHeard && (answer.IsAuthoritative || !answer.Recurses));
    }

    private CutOff WhyCutOff()
    {
        var answering = Servers.Where(static server => server.IsAnswering).ToList();
        if (answering.Count == 0)
            return CutOff.NoNameServer;
        if (answering.TrueForAll(static server => server.Refuses))
            return CutOff.Refused;
        if (answering.TrueForAll(static server => server.IsInside || server.Refuses) && !Lists.Any(static list => list.Probe.HasTestEntry == true))
            return CutOff.Inside;
        if (!answering.TrueForAll(static server => server.IsCutOff || server.Refuses) || Lists.Any(static list => list.IsAnswered))
            return CutOff.None;
        return IsOutsideReached ? CutOff.NameServer : CutOff.Line;
    }
}

/// <summary>Why no list can be asked.</summary>
internal enum CutOff
{
    /// <summary>Lists can be asked.</summary>
    None,

    /// <summary>No name server of this machine answers.</summary>
    NoNameServer,

    /// <summary>The name servers look nothing up for this machine.</summary>
    Refused,

    /// <summary>The name servers know the names of their own network and no others, so that each list looks as if it had gone.</summary>
    Inside,

    /// <summary>The name servers get no answer from others, and this machine does.</summary>
    NameServer,

    /// <summary>Nobody outside answers anybody.</summary>
    Line,
}
