using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Tests.Lists.Formats;

/// <summary>
/// The same entries written as the programs and sites write them that lists come from, with the comments and empty lines that are usual there.
/// </summary>
internal sealed class WrittenList(Random random)
{
    /// <summary>How a list may be written: the format that is found in it, and a name for the form.</summary>
    public static IReadOnlyDictionary<string, ListFormat> Forms { get; } = new Dictionary<string, ListFormat>(StringComparer.Ordinal)
    {
        ["score behind a tab"] = ListFormat.Columns,
        ["score and date behind blanks"] = ListFormat.Columns,
        ["CSV with names"] = ListFormat.Columns,
        ["CSV with the address in the middle"] = ListFormat.Columns,
        ["first, last and length"] = ListFormat.Columns,
        ["names of both ends"] = ListFormat.Columns,
        ["address and mask"] = ListFormat.Columns,
        ["one column with a name"] = ListFormat.Columns,
        ["bars"] = ListFormat.Columns,
        ["JSON array"] = ListFormat.Json,
        ["MISP list"] = ListFormat.Json,
        ["cloud ranges"] = ListFormat.Json,
        ["ipverse"] = ListFormat.Json,
        ["JSON lines"] = ListFormat.Json,
        ["P2P"] = ListFormat.P2p,
        ["eMule"] = ListFormat.Emule,
        ["ipset save"] = ListFormat.Ipset,
        ["nginx deny"] = ListFormat.Nginx,
        ["nginx geo"] = ListFormat.Nginx,
        ["hosts.deny"] = ListFormat.HostsDeny,
        ["nft list set"] = ListFormat.Nftables,
        ["nft add element"] = ListFormat.Nftables,
        ["MikroTik"] = ListFormat.Mikrotik,
        ["Apache 2.2"] = ListFormat.Apache,
        ["Apache 2.4"] = ListFormat.Apache,
    };

    /// <summary>True where the form has ranges that are no networks.</summary>
    public static bool HasRanges(string form) => form is "first, last and length" or "names of both ends" or "P2P" or "eMule";

    /// <summary>The lines of a file in this form that lists these entries and nothing else.</summary>
    public IEnumerable<string> Lines(string form, IReadOnlyList<AddressRange> entries) => form switch
    {
        "score behind a tab" => WithComments("#", entries.Select(entry => $"{entry}\t{Number()}")),
        "score and date behind blanks" => WithComments("#", entries.Select(entry => $"{entry}   {Number()}  2026-11-28 10:00:00")),
        "CSV with names" => WithComments("#", entries.Select(entry => $"\"{entry}\",\"Lab, east\",{Number()}"), "\"ip_address\",\"Comment\",\"reports\""),
        "CSV with the address in the middle" =>
            WithComments("#", entries.Select(entry => $"2026-11-28 10:00:00,{entry},{Number()},offline,Pikabot"),
            "first_seen_utc,dst_ip,dst_port,c2_status,malware"),
        "first, last and length" => WithComments("#", entries.Select(entry => $"{entry.First}\t{entry.Last}\t24\t{Number()}\tEXAMPLE-AS")),
        "names of both ends" => WithComments("#", entries.Select(entry => $"{entry.First},{entry.Last},AU"), "start_ip,end_ip,country"),
        "address and mask" => WithComments("#", entries.Select(entry => $"{entry.First} {Mask(entry)}")),
        "one column with a name" => WithComments("#", entries.Select(static entry => entry.ToString()), "ip"),
        "bars" => WithComments("#", entries.Select(entry => $"{entry}|2026-11-28|ssh")),
        "JSON array" => ["[", .. entries.Select((entry, i) => $"  \"{entry}\"{(i + 1 < entries.Count ? "," : "")}"), "]"],
        "MISP list" => ["{ \"description\": \"Nets, 10.0.0.0/8 not\", \"version\": \"20261128\", \"list\": [",
            string.Join(", ", entries.Select(static entry => $"\"{entry}\"")), "],",
            "\"matching_attributes\": [\"ip-src\", \"ip-dst\"], \"name\": \"x\", \"type\": \"cidr\" }"],
        "cloud ranges" => ["{", "\"syncToken\": \"1732752000\", \"createDate\": \"2026-11-28-10-00-00\",", "\"prefixes\": [",
            .. entries.Select((entry, i) =>
            $"{{ \"{(entry.First.IsIPv4 ? "ip_prefix" : "ipv6_prefix")}\": \"{entry}\", \"region\": \"eu-1\", \"service\": \"EC2\" }}{(i + 1 < entries.Count ? "," : "")}"), "]", "}"],
        "ipverse" => ["{\"asn\":64500,\"handle\":\"X\",\"description\":\"Y 1.2.3.4\",\"subnets\":{\"ipv4\":[",
            string.Join(",", entries.Where(static entry => entry.First.IsIPv4).Select(static entry => $"\"{entry}\"")), "],\"ipv6\":[",
            string.Join(",", entries.Where(static entry => !entry.First.IsIPv4).Select(static entry => $"\"{entry}\"")), "]}}"],
        "JSON lines" => entries.Select(entry => $"{{\"ip\":\"{entry}\",\"score\":{Number()},\"seen\":\"2026-11-28T10:00:00Z\",\"version\":\"1.2.3.4\"}}"),
        "P2P" => WithComments("#", entries.Select((entry, i) => $"Org: no. {i}, 10.0.0.0:{entry.First}-{entry.Last}")),
        "eMule" => WithComments("#", entries.Select((entry, i) => $"{Padded(entry.First)} - {Padded(entry.Last)} , {random.Next(128):000} , Org {i}, Ltd.")
            .Append("010.000.000.000 - 010.255.255.255 , 200 , allowed")),
        "ipset save" => ["create bl hash:net family inet hashsize 1024 maxelem 65536", "create bl6 hash:net family inet6 hashsize 1024 maxelem 65536",
            .. entries.Select(entry => $"add {(entry.First.IsIPv4 ? "bl" : "bl6")} {entry}{(random.Next(3) == 0 ? " timeout 300" : "")}")],
        "nginx deny" => WithComments("#", entries.Select(static entry => $"deny {entry};").Append("allow all;")),
        "nginx geo" => ["geo $blocked {", "  default 0;", .. WithComments("  #", entries.Select(static entry => $"  {entry}   1;")), "}"],
        "hosts.deny" => WithComments("#",
            entries.Select(static entry =>
            entry.First.IsIPv4 ? $"ALL: {entry.First}/{Mask(entry)}"
            : $"sshd, exim: [{entry.First}]/{entry.ToString().Split('/').ElementAtOrDefault(1) ?? "128"} : deny")),
        "nft list set" => ["table inet filter {", "\tset bl {", "\t\ttype ipv4_addr", "\t\tflags interval",
            .. Elements(entries.Where(static entry => entry.First.IsIPv4)), "\t}", "\tset bl6 {", "\t\ttype ipv6_addr",
            .. Elements(entries.Where(static entry => !entry.First.IsIPv4)), "\t}", "}"],
        "nft add element" => ["flush set inet filter bl",
            .. entries.Select(static entry => $"add element inet filter bl{(entry.First.IsIPv4 ? "" : "6")} {{ {entry} comment \"a, b }}\" }}")],
        "MikroTik" => ["/ip firewall address-list",
            .. entries.Select(entry => $"add {(random.Next(2) == 0 ? $"address={entry} list=bl" : $"list=bl comment=\"a b\" address={entry} timeout=1d")}"),
            "add address=10.0.0.0/8 disabled=yes list=bl"],
        "Apache 2.2" => ["Order allow,deny", "Allow from all",
            .. WithComments("#", entries.Chunk(3).Select(static some => "Deny from " + string.Join(' ', some)))],
        "Apache 2.4" => ["<RequireAll>", "  Require all granted",
            .. WithComments("  #", entries.Chunk(2).Select(static some => "  Require not ip " + string.Join(' ', some))), "</RequireAll>"],
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    };

    // nft prints two or three on a line.
    private static IEnumerable<string> Elements(IEnumerable<AddressRange> entries)
    {
        var lines = entries.Chunk(2).Select(static some => string.Join(", ", some)).ToArray();
        return lines.Select((line, i) => (i == 0 ? "\t\telements = { " : "\t\t\t     ") + line + (i + 1 < lines.Length ? "," : " }"));
    }

    private IEnumerable<string> WithComments(string mark, IEnumerable<string> entries, string? names = null)
    {
        yield return mark + " A list: of, addresses\t1";
        yield return "";
        if (names is not null)
            yield return names;
        foreach (var entry in entries)
        {
            if (random.Next(5) == 0)
                yield return random.Next(2) == 0 ? "" : mark + " deny 192.0.2.99, and more; \"so";
            yield return entry;
        }
    }

    private string Number() => random.Next(1, 11).ToString(CultureInfo.InvariantCulture);

    private static string Mask(AddressRange network) => Address.FromIPv4(~(network.Last.IPv4 - network.First.IPv4)).ToString();

    private static string Padded(Address address)
    {
        var padded = new StringBuilder();
        foreach (var octet in address.ToString().Split('.'))
            padded.Append(padded.Length > 0 ? "." : "").Append(octet.PadLeft(3, '0'));
        return padded.ToString();
    }
}
