using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Dns;

namespace IpBlock.Tests.Incidents;

/// <summary>An incident as it has happened to others: what becomes of the list, for how long, and what is to be told of it.</summary>
internal sealed record Story(string Name, string Told, Action<Site> Begins)
{
    public const int Lasts = 600;

    // The numbers are those of the collected incidents of other mail systems, part A and B.
    public static readonly Story[] All =
    [
        new("the list refuses to answer your name server: 127.255.255.254 to everything", "one Refused", static site => site.World.Always("one.test", "127.255.255.254")),
        new("the list counts queries and does not answer half of them: 127.255.255.255", "one Refused", static site => EverySecond(site, "127.255.255.255")),
        new("a domain list is queried for addresses: 127.0.1.255", "one Refused", static site => site.World.Always("one.test", "127.0.1.255")),
        new("the list's domain is parked: an advertiser's address for every name", "one Refused", static site => site.World.Always("one.test", "93.184.216.34")),
        new("the list is switched off by listing the world: 127.0.0.2 to everything", "one ListsWorld", static site => site.World.Always("one.test", "127.0.0.2")),
        new("the same, and the name server still has the old answers for the test points", "one ListsWorld", static site => site.World.Zone("one.test", static address => address switch
        {
            "127.0.0.1" => DnsAnswer.Without(DnsStatus.NoSuchName),
            _ => ListWorld.Code("127.0.0.2"),
        })),
        new("the list lists every fifth sender", "one braked", EveryFifth),
        new("the list is emptied before it closes", "one Emptied", static site => site.World.Zone("one.test", static address => DnsAnswer.Without(address.Length == 0 ? DnsStatus.NoRecords : DnsStatus.NoSuchName))),
        new("the list's zone is deleted", "one Gone", static site => site.World.Fails("one.test", DnsStatus.NoSuchName)),
        new("the list's servers are dead", "one Silent", static site => site.World.Silent("one.test")),
        new("the list's servers fail (SERVFAIL)", "one Silent", static site => site.World.Fails("one.test", DnsStatus.ServerFailure)),
        new("your own name server is down", "network down", static site => site.World.Outage = DnsStatus.TimedOut),
        new("your own name server does not answer this server (REFUSED)", "network down", static site => site.World.Outage = DnsStatus.Refused),
    ];

    /// <summary>Plays it; with the protection, until all is as before.</summary>
    public async Task<Outcome> PlayAsync(bool isProtected)
    {
        using var site = await new Site(isProtected, believesErrorCodes: !isProtected).SettleAsync();
        await site.RunAsync(60);
        site.BeginIncidentNow();
        var before = site.GoodRefused;
        Begins(site);
        await site.RunAsync(Lasts);
        var refused = site.GoodRefused - before;
        if (!isProtected)
            return new Outcome(refused, site.LongestLater, null, null, site);
        // What is not noticed from mail is from the next probe.
        await site.UntilAsync(() => site.Told.Count > 0, Lasts + 1600);
        var noticed = site.Told[0].After;
        site.World.Outage = null;
        site.Heal("one.test");
        var healed = (site.Clock.Elapsed - site.Incident).TotalSeconds;
        var well = await site.UntilAsync(() => !site["one"].Health.IsSuspended && !site["one"].Health.IsBraked, 100_000);
        return new Outcome(refused, site.LongestLater, noticed, well - healed, site);
    }

    public override string ToString() => Name;

    private static void EverySecond(Site site, string code)
    {
        var asked = 0;
        site.World.Zone("one.test", address => ++asked % 2 == 0 ? ListWorld.Code(code) : ListWorld.Code("127.0.0.2") is var listed && address == "127.0.0.2" ? listed : DnsAnswer.Without(DnsStatus.NoSuchName));
    }

    private static void EveryFifth(Site site) => site.World.Healthy("one.test", static address =>
        address.StartsWith("203.0.", StringComparison.Ordinal) || int.Parse(address.Split('.')[2], CultureInfo.InvariantCulture) % 5 == 0 ? "127.0.0.2" : null);

    /// <summary>What a story came to.</summary>
    internal sealed record Outcome(int GoodRefused, TimeSpan LongestWait, double? SecondsToNotice, double? SecondsToRecover, Site Site);
}
