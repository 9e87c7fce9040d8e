using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using DnsClient;
using IpBlock.Administration.Dns;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Settings;
using IpBlock.Time;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>Asks one name server of this machine all that shows whether lists can be asked through it.</summary>
/// <param name="server">Who is asked.</param>
/// <param name="shownAs">What the administrator calls it.</param>
/// <param name="clock">Where time comes from.</param>
internal sealed class ServerExamination(NameServerClient server, System.Net.IPEndPoint shownAs, Clock clock)
{
    // Known to every name server that works, and for days: from there it begins.
    private const string Known = "a.root-servers.net";

    // More lists than a few would only say the same of it again.
    private const int MostLists = 4;
    private const int WarmQuestions = 3;

    private static readonly Asking Plainly = Asking.Usually with { WithEdns = false, Timeout = Patience.Try };
    private static readonly Asking Usually = Asking.Usually with { Timeout = Patience.Try };

    public async Task<ServerFacts> RunAsync(IReadOnlyList<Provider> providers, bool asksWhoAmI)
    {
        // Packets get lost: only after three is EDNS0 to blame.
        var plain = server.AskAsync(Known, QueryType.A, Plainly);
        var edns = server.AskAsync(Known, QueryType.A, Usually with { Tries = 3 });
        var tcp = server.AskAsync(Known, QueryType.A, Usually with { OverTcp = true });
        var fresh = server.AskAsync(FreshLabel() + ".com", QueryType.A, Plainly);
        var invalid = server.AskAsync(FreshLabel() + ".invalid", QueryType.A, Plainly);
        var local = server.AskAsync("localhost", QueryType.A, Plainly);
        var facts = new ServerFacts(shownAs)
        {
            Plain = await plain.ConfigureAwait(false),
            OverTcp = await tcp.ConfigureAwait(false),
            Fresh = await fresh.ConfigureAwait(false),
            Invalid = await invalid.ConfigureAwait(false),
            Local = await local.ConfigureAwait(false),
        };
        if (!facts.IsAnswering)
            return facts with { WithEdns = await edns.ConfigureAwait(false) };
        var lists = Task.WhenAll(providers.Where(IsTellable).Take(MostLists).Select(TestEntryAsync));
        var seen = asksWhoAmI ? WhoAmI.AskAsync(server) : null;
        facts = facts with { Warm = await WarmAsync().ConfigureAwait(false), WithEdns = await edns.ConfigureAwait(false) };
        var entries = await lists.ConfigureAwait(false);
        return facts with
        {
            ServesLists = entries.Any(static entry => entry.Status <= DnsStatus.NoRecords),
            Stripped = [.. entries.Where(static entry => entry is { Status: DnsStatus.NoRecords, HasWords: true }).Select(static entry => entry.List)],
            Empty = [.. entries.Where(static entry => entry is { Status: DnsStatus.NoRecords, HasWords: false }).Select(static entry => entry.List)],
            Seen = seen is null ? null : await seen.ConfigureAwait(false),
        };
    }

    private static bool IsTellable(Provider provider) => provider.Settings is { IPv4: true, Probe: ProbeKind.TestPoints };

    private async Task<(string List, DnsStatus Status, bool HasWords)> TestEntryAsync(Provider provider)
    {
        var name = "2.0.0.127." + provider.Settings.LookupDomain.Reveal();
        var entry = await server.AskAsync(name, QueryType.A, Plainly).ConfigureAwait(false);
        if (entry.Dns.Status != DnsStatus.NoRecords)
            return (provider.Name, entry.Dns.Status, false);
        var words = await server.AskAsync(name, QueryType.TXT, Plainly).ConfigureAwait(false);
        return (provider.Name, entry.Dns.Status, words.Dns.Texts.Count > 0);
    }

    // One after the other: together they would wait for each other.
    private async Task<TimeSpan?> WarmAsync()
    {
        var took = new List<TimeSpan>();
        for (var i = 0; i < WarmQuestions; i++)
        {
            var started = clock.Elapsed;
            if ((await server.AskAsync(Known, QueryType.A, Plainly with { Tries = 1 }).ConfigureAwait(false)).IsHeard)
                took.Add(clock.Elapsed - started);
        }

        took.Sort();
        return took.Count > 0 ? took[took.Count / 2] : null;
    }

    private static string FreshLabel()
    {
        var label = new char[16];
        for (var i = 0; i < label.Length; i++)
            label[i] = (char)('a' + UnguessableNumbers.Next() % 26);
        return new string(label);
    }
}
