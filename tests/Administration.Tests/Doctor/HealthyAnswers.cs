using System.Linq;
using System.Net;
using IpBlock.Administration.Dns;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Administration.Doctor.Providers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Tests.Doctor;

/// <summary>What a name server and lists answer with which nothing is wrong.</summary>
internal static class HealthyAnswers
{
    public static DnsSurvey For(FilterSettings? settings) => new()
    {
        Servers =
        [
            new ServerFacts(new IPEndPoint(IPAddress.Loopback, 53))
            {
                Plain = Found, WithEdns = Found, OverTcp = Found, Fresh = NoSuchName, Invalid = NoSuchName, Local = Found, ServesLists = true,
            },
        ],
        Lists = [.. (settings?.BlockProviders ?? []).Where(static provider => provider.Enabled)
            .Select(static (provider, place) => new ListFacts(new Provider(provider, ProviderKind.Block, place + 1), new ProbeResult { HasTestEntry = true }))],
        IsOutsideReached = true,
    };

    private static NameServerAnswer Found => new() { IsHeard = true, Recurses = true, Dns = DnsAnswer.WithAddresses(0xC6290004) };

    private static NameServerAnswer NoSuchName => new() { IsHeard = true, Recurses = true, Dns = DnsAnswer.Without(DnsStatus.NoSuchName) };
}
