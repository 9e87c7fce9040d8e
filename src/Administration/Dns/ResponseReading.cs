using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using DnsClient;
using DnsClient.Protocol;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Administration.Dns;

/// <summary>
/// Reads what DnsClient.NET has taken apart as our own resolver reads packets: the same states, the same bounds, the same proof for "not listed".
/// </summary>
internal static class ResponseReading
{
    // As in our own resolver: see DnsResponseMessage.
    private const int MaxAliases = 16;
    private const int MaxAddresses = 128;
    private const int MaxTexts = 16;
    private const int MaxText = 1024;
    private const int Opt = 41;

    public static NameServerAnswer Read(IDnsQueryResponse response, DnsClient.DnsQuestion question)
    {
        var header = response.Header;
        // The library compares the id alone. RFC 5452 §9.1: an answer is one only if it repeats the question; an error may come in a bare header.
        var isBare = response.Questions.Count == 0 && response.Answers.Count == 0
            && header.ResponseCode is not (DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain);
        if (!header.HasQuery || header.OPCode != DnsOpCode.Query || (!isBare && !IsAbout(response, question)))
            return NameServerAnswer.None(DnsStatus.TimedOut);
        var (zone, servers) = ServersIn(response);
        return new NameServerAnswer
        {
            Dns = AnswerIn(response, question),
            IsHeard = true,
            KnowsNoEdns = header.ResponseCode is DnsHeaderResponseCode.FormatError or DnsHeaderResponseCode.NotImplemented || IsBadVersion(response),
            IsAuthoritative = header.HasAuthorityAnswer,
            Recurses = header.RecursionAvailable,
            Zone = zone ?? response.Authorities.OfType<SoaRecord>().Select(static soa => Plain(soa.DomainName)).FirstOrDefault(),
            NameServers = servers,
            Hosts = HostsIn(response),
        };
    }

    /// <summary>A name in lower case, without the last dot; what is not printable ASCII is a question mark.</summary>
    internal static string Plain(DnsString name) => Unescape(name.Value).TrimEnd('.').ToLowerInvariant();

    private static bool IsAbout(IDnsQueryResponse response, DnsClient.DnsQuestion question) =>
        response.Questions.Count == 1 && response.Questions[0] is var asked
        && asked.QuestionType == question.QuestionType && asked.QuestionClass == question.QuestionClass
        && string.Equals(asked.QueryName.Value, question.QueryName.Value, StringComparison.OrdinalIgnoreCase);

    // RFC 6891 §6.1.3: the upper eight bits of the error code stand in the OPT record, where DnsClient.NET leaves them.
    private static bool IsBadVersion(IDnsQueryResponse response) =>
        ExtendedCode(response) == 1 && response.Header.ResponseCode == DnsHeaderResponseCode.NoError;

    private static int ExtendedCode(IDnsQueryResponse response) =>
        response.Additionals.FirstOrDefault(static record => (int)record.RecordType == Opt) is { } opt ? (int)((uint)opt.InitialTimeToLive >> 24) : 0;

    private static DnsAnswer AnswerIn(IDnsQueryResponse response, DnsClient.DnsQuestion question)
    {
        if (ExtendedCode(response) != 0)
            return DnsAnswer.Without(DnsStatus.Malformed);
        return response.Header.ResponseCode switch
        {
            DnsHeaderResponseCode.NoError => RecordsIn(response, question),
            DnsHeaderResponseCode.NotExistentDomain => DnsAnswer.Without(DnsStatus.NoSuchName),
            DnsHeaderResponseCode.ServerFailure => DnsAnswer.Without(DnsStatus.ServerFailure),
            DnsHeaderResponseCode.Refused => DnsAnswer.Without(DnsStatus.Refused),
            _ => DnsAnswer.Without(DnsStatus.Malformed),
        };
    }

    private static DnsAnswer RecordsIn(IDnsQueryResponse response, DnsClient.DnsQuestion question)
    {
        var answers = response.Answers.Where(static record => record.RecordClass == QueryClass.IN).ToList();
        var name = question.QueryName.Value;
        for (var aliases = 0; aliases <= MaxAliases; aliases++)
        {
            var owned = answers.FindAll(record => string.Equals(record.DomainName.Value, name, StringComparison.OrdinalIgnoreCase));
            var wanted = owned.FindAll(record => (int)record.RecordType == (int)question.QuestionType);
            if (wanted.Count > 0)
                return AnswerOf(wanted, question.QuestionType);
            if (owned.OfType<CNameRecord>().FirstOrDefault() is not { } alias)
                return DnsAnswer.Without(WhyEmpty(response, hasAlias: aliases > 0));
            name = alias.CanonicalName.Value;
        }

        return DnsAnswer.Without(DnsStatus.Malformed);
    }

    private static DnsAnswer AnswerOf(List<DnsResourceRecord> records, QueryType type) => type switch
    {
        QueryType.A => DnsAnswer.WithAddresses([.. records.OfType<ARecord>().Take(MaxAddresses).Select(static record => Address.From(record.Address).IPv4)]),
        QueryType.AAAA => DnsAnswer.WithHosts([.. records.OfType<AaaaRecord>().Take(MaxAddresses).Select(static record => Address.From(record.Address))]),
        QueryType.TXT => DnsAnswer.WithTexts(Bounded(records.OfType<TxtRecord>().Select(static record => string.Concat(record.EscapedText.Select(Unescape))))),
        QueryType.PTR => DnsAnswer.WithTexts(Bounded(records.OfType<PtrRecord>().Select(static record => Plain(record.PtrDomainName)))),
        _ => DnsAnswer.WithTexts(Bounded(records.OfType<NsRecord>().Select(static record => Plain(record.NSDName)))),
    };

    private static string[] Bounded(IEnumerable<string> texts)
    {
        var kept = new List<string>();
        var room = MaxText;
        foreach (var text in texts)
        {
            var cut = text.Length > MaxText ? text.Substring(0, MaxText) : text;
            if (cut.Length > room || kept.Count >= MaxTexts)
                continue;
            kept.Add(cut);
            room -= cut.Length;
        }

        return [.. kept];
    }

    // RFC 2308 §2.2, as in our own resolver.
    private static DnsStatus WhyEmpty(IDnsQueryResponse response, bool hasAlias)
    {
        if (response.Answers.Count > 0 && !hasAlias)
            return DnsStatus.Malformed;
        var hasSoa = response.Authorities.OfType<SoaRecord>().Any();
        var hasNs = response.Authorities.OfType<NsRecord>().Any();
        var header = response.Header;
        return hasSoa || (header.HasAuthorityAnswer && !hasAlias) || (header.RecursionAvailable && !hasNs) ? DnsStatus.NoRecords : DnsStatus.NoRecursion;
    }

    private static (string? Zone, IReadOnlyList<string> Servers) ServersIn(IDnsQueryResponse response)
    {
        var records = response.Answers.OfType<NsRecord>().Concat(response.Authorities.OfType<NsRecord>()).ToList();
        if (records.Count == 0)
            return (null, []);
        var zone = Plain(records[0].DomainName);
        var own = records.Where(record => string.Equals(Plain(record.DomainName), zone, StringComparison.Ordinal));
        return (zone, [.. own.Select(static record => Plain(record.NSDName)).Distinct(StringComparer.Ordinal)]);
    }

    private static Dictionary<string, List<IPAddress>> HostsIn(IDnsQueryResponse response)
    {
        var hosts = new Dictionary<string, List<IPAddress>>(StringComparer.Ordinal);
        foreach (var record in response.Additionals.OfType<AddressRecord>())
        {
            var name = Plain(record.DomainName);
            if (!hosts.TryGetValue(name, out var addresses))
                hosts[name] = addresses = [];
            addresses.Add(record.Address);
        }

        return hosts;
    }

    // DnsClient.NET writes a byte that is not printable ASCII as \ddd, and a character that means something in a zone file with a backslash.
    private static string Unescape(string text)
    {
        if (text.IndexOf('\\') < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                plain.Append(text[i]);
            else if (i + 3 < text.Length && char.IsDigit(text[i + 1]) && char.IsDigit(text[i + 2]) && char.IsDigit(text[i + 3]))
                (plain, i) = (plain.Append('?'), i + 3);
            else
                plain.Append(text[++i]);
        }

        return plain.ToString();
    }
}
