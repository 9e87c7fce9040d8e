using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Dns;

/// <summary>What a lookup found. A value: nothing is thrown for a name that does not exist or a server that is silent.</summary>
public sealed class DnsAnswer
{
    private static readonly uint[] NoAddresses = [];
    private static readonly string[] NoTexts = [];
    private static readonly Address[] NoHosts = [];
    private static readonly DnsAnswer[] Empty = MakeEmpty();

    // 127.0.0.0 and on: what block lists answer with.
    private const uint Code = 127u << 24;
    private static readonly DnsAnswer?[] Codes = new DnsAnswer?[256];

    private DnsAnswer(DnsStatus status, uint[] addresses, string[] texts, Address[]? hosts = null)
    {
        Status = status;
        Addresses = addresses;
        Texts = texts;
        Hosts = hosts ?? NoHosts;
    }

    /// <summary>How the lookup ended.</summary>
    public DnsStatus Status { get; }

    /// <summary>True when the name servers answered, be it with "no such name"; false when nothing is known.</summary>
    public bool IsConclusive => Status <= DnsStatus.NoRecords;

    /// <summary>The A records, first octet highest, in the order of the answer; the first 128, should there be more. Empty for other types.</summary>
    public IReadOnlyList<uint> Addresses { get; }

    /// <summary>The TXT records, each with its strings joined, or the names of PTR records. Bytes that are not printable ASCII are already replaced by '?'. At most 16, of 1,024 characters together.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The AAAA records; the first 128, should there be more. Empty for other types.</summary>
    public IReadOnlyList<Address> Hosts { get; }

    /// <summary>An answer with A records.</summary>
    public static DnsAnswer WithAddresses(params uint[] addresses) => new(DnsStatus.Records, addresses, NoTexts);

    /// <summary>An answer with one A record. For the return codes of block lists the same object every time.</summary>
    internal static DnsAnswer WithAddress(uint address)
    {
        var code = address - Code;
        return code < Codes.Length ? Codes[code] ??= WithAddresses(address) : WithAddresses(address);
    }

    /// <summary>An answer with TXT or PTR records.</summary>
    public static DnsAnswer WithTexts(params string[] texts) => new(DnsStatus.Records, NoAddresses, texts);

    /// <summary>An answer with AAAA records.</summary>
    public static DnsAnswer WithHosts(params Address[] hosts) => new(DnsStatus.Records, NoAddresses, NoTexts, hosts);

    /// <summary>An answer without records. The same object every time: "not listed" is the normal case and costs nothing.</summary>
    public static DnsAnswer Without(DnsStatus status) => Empty[(int)status];

    private static DnsAnswer[] MakeEmpty()
    {
        var answers = new DnsAnswer[Enum.GetValues(typeof(DnsStatus)).Length];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = new DnsAnswer((DnsStatus)i, NoAddresses, NoTexts);
        return answers;
    }
}
