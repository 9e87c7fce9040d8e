using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Settings;

namespace IpBlock.Providers.Health;

/// <summary>
/// Asks a list about addresses of which one knows what it must say. 127.0.0.2 must be listed and 127.0.0.1 must not (RFC 5782 §5). Both are in the caches of name servers everywhere, so a third address is asked
/// about, any other of 127.0.0.0/8: that answer comes from the list itself, now, and must be "no" as well.
/// </summary>
/// <param name="resolver">Must not remember answers.</param>
/// <param name="random">From 0 to 1.</param>
internal sealed class Prober(IDnsResolver resolver, Func<double> random)
{
    public async Task<ProbeResult> RunAsync(Provider provider)
    {
        var asIPv6 = !provider.Settings.IPv4;
        var onlyAlive = provider.Settings.Probe != ProbeKind.TestPoints;
        var questions = new List<Task<Point>> { AskAsync(provider, Fresh(), asIPv6) };
        if (!onlyAlive)
        {
            questions.Add(AskAsync(provider, TestQuestion.Listed, asIPv6));
            questions.Add(AskAsync(provider, TestQuestion.Unlisted, asIPv6));
            if (provider.Settings.IPv6 && !asIPv6)
                questions.Add(AskAsync(provider, TestQuestion.Unlisted, true));
        }

        var points = await Task.WhenAll(questions).ConfigureAwait(false);
        if (Array.Exists(points, static point => point.Answer.Outcome == ProviderOutcome.Overloaded))
            return new ProbeResult { IsUnasked = true };
        return onlyAlive ? Liveness(points) : await WholeAsync(provider, points).ConfigureAwait(false);
    }

    /// <summary>Why nothing is answered to a question that nobody can have in a cache; null when anything is.</summary>
    public async Task<DnsStatus?> SilenceAsync(Provider provider)
    {
        var point = await AskAsync(provider, Fresh(), !provider.Settings.IPv4).ConfigureAwait(false);
        return point.Answer.Outcome == ProviderOutcome.Overloaded ? DnsStatus.Overloaded : SilenceOf(point.Answer);
    }

    private uint Fresh() => 0x7F010000 + (uint)(random() * 0xFEFFFF);

    private static ProbeResult Liveness(Point[] points) => new()
    {
        Refusal = RefusalIn(points),
        Silence = SilenceOf(points[0].Answer),
        Raw = points[0].Text,
    };

    private async Task<ProbeResult> WholeAsync(Provider provider, Point[] points)
    {
        var entry = points[1].Answer;
        bool? hasEntry = entry.Outcome switch
        {
            ProviderOutcome.NotListed => false,
            ProviderOutcome.Matched or ProviderOutcome.NotMatched => true,
            _ => null,
        };
        var worldly = points.Where((point, i) => i != 1 && point.Answer.Outcome == ProviderOutcome.Matched).ToList();
        // A zone that does not exist has no entries. The name servers' word for its own name tells the two apart (RFC 8020).
        var apex = hasEntry == false ? await ApexAsync(provider).ConfigureAwait(false) : null;
        return new ProbeResult
        {
            IsEntryEmpty = entry.Dns.Status == DnsStatus.NoRecords,
            IsStripped = hasEntry == false && apex?.Status != DnsStatus.NoSuchName && await HasWordsAsync(provider).ConfigureAwait(false),
            Refusal = RefusalIn(points),
            Silence = SilenceOf(points[0].Answer),
            Worldly = worldly.Count > 0 ? worldly[0].Address : null,
            HasTestEntry = hasEntry,
            IsZoneGone = apex?.Status == DnsStatus.NoSuchName,
            Raw = RawOf(points, worldly, apex, provider),
        };
    }

    private static string RawOf(Point[] points, List<Point> worldly, DnsAnswer? apex, Provider provider)
    {
        if (worldly.Count > 0)
            return string.Join("; ", worldly.Select(static point => point.Text));
        if (apex is not null)
            return points[1].Text + "; " + provider.Settings.LookupDomain.PublicName + ": " + apex.Status;
        var telling = Array.Find(points, static point => point.Answer.IsMissing);
        return telling?.Text ?? points[1].Text;
    }

    private static ProviderAnswer? RefusalIn(Point[] points)
    {
        foreach (var point in points)
        {
            if (point.Answer.Outcome == ProviderOutcome.Refused)
                return point.Answer;
        }

        return null;
    }

    private static DnsStatus? SilenceOf(ProviderAnswer answer) =>
        answer.Outcome is ProviderOutcome.Late or ProviderOutcome.Failed ? answer.Dns.Status : null;

    private async Task<bool> HasWordsAsync(Provider provider) =>
        (await new TestQuestion(provider, Address.FromIPv4(TestQuestion.Listed), asIPv6: false).WordsAsync(resolver).ConfigureAwait(false)).Texts.Count > 0;

    private Task<DnsAnswer> ApexAsync(Provider provider) =>
        resolver.ResolveAsync(provider.Question(0, DnsType.A, new byte[DnsQuestion.MaxNameLength]));

    private async Task<Point> AskAsync(Provider provider, uint address, bool asIPv6)
    {
        var client = Address.FromIPv4(address);
        var question = new TestQuestion(provider, client, asIPv6);
        return new Point((asIPv6 ? "::ffff:" : "") + client, question.Name, await question.AskAsync(resolver).ConfigureAwait(false));
    }

    private sealed class Point(string address, string question, ProviderAnswer answer)
    {
        public string Address => address;

        public ProviderAnswer Answer => answer;

        public string Text => question + ": " + (answer.Codes.Count > 0 ? string.Join(" ", answer.Codes.Select(static code => new ReturnCode(code).ToString())) : answer.Dns.Status.ToString());
    }
}
