using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Administration.Doctor.NameServers;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>
/// Asks one list its test points, through the name servers of this machine as the filter does, and at the same time at its own servers.
/// </summary>
internal sealed class ListExamination(Provider provider, DoctorVisit visit, OwnServers own)
{
    private const int TimedQuestions = 2;

    public async Task<ListFacts> RunAsync()
    {
        var theirs = own.AskAsync(provider);
        var entry = AsksForIPv6 ? new TestQuestion(provider, Address.FromIPv4(TestQuestion.Listed), asIPv6: true).AskAsync(visit.Resolver) : null;
        var probe = await new Prober(visit.Resolver, Random).RunAsync(provider).ConfigureAwait(false);
        return new ListFacts(provider, probe)
        {
            Took = probe.Silence is null && !probe.IsUnasked ? await TimeAsync().ConfigureAwait(false) : null,
            IPv6Entry = entry is null ? null : await entry.ConfigureAwait(false),
            Own = await theirs.ConfigureAwait(false),
        };
    }

    private bool AsksForIPv6 => provider.Settings is { IPv4: true, IPv6: true, Probe: ProbeKind.TestPoints };

    private static double Random() => UnguessableNumbers.Next() / 65536.0;

    // The name servers know the way by now. Of two the faster counts: a packet may have been lost.
    private async Task<TimeSpan?> TimeAsync()
    {
        var took = await Task.WhenAll(Enumerable.Range(0, TimedQuestions).Select(_ => TimeOneAsync())).ConfigureAwait(false);
        return took.Where(static one => one is not null).DefaultIfEmpty(null).Min();
    }

    private async Task<TimeSpan?> TimeOneAsync()
    {
        var started = visit.Clock.Elapsed;
        var fresh = Address.FromIPv4(0x7F010000 + (uint)(Random() * 0xFEFFFF));
        var answer = await new TestQuestion(provider, fresh, asIPv6: !provider.Settings.IPv4).AskAsync(visit.Resolver).ConfigureAwait(false);
        return answer.Dns.IsConclusive ? visit.Clock.Elapsed - started : null;
    }
}
