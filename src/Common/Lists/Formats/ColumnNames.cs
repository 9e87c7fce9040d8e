using System;
using System.Collections.Generic;
using System.Linq;

namespace IpBlock.Lists.Formats;

/// <summary>What columns of addresses are called in the first line of tables, and members of JSON objects.</summary>
internal static class ColumnNames
{
    private static readonly HashSet<string> OfAddresses = new(StringComparer.Ordinal)
    {
        "ip", "ips", "ipaddress", "ipaddresses", "ipaddr", "address", "addresses", "addr", "cidr", "cidrs", "network", "networks", "net", "prefix",
        "prefixes", "subnet", "subnets", "netblock", "range", "iprange", "ipranges", "ipprefix", "ipv4", "ipv6", "ipv4prefix", "ipv6prefix",
        "ipv4address", "ipv6address", "ipcidr", "ipnetwork", "srcip", "dstip", "sourceip", "attackerip", "clientip",
        "host", "indicator", "value", "addressprefix", "addressprefixes", "maliciousip", "remoteip", "ipsrc", "ipdst",
    };

    private static readonly HashSet<string> OfFirst = new(StringComparer.Ordinal)
    {
        "start", "first", "from", "begin", "startip", "ipstart", "firstip", "ipfrom", "fromip", "rangestart", "startaddress", "firstaddress", "low",
    };

    private static readonly HashSet<string> OfLast = new(StringComparer.Ordinal)
    {
        "end", "last", "to", "endip", "ipend", "lastip", "ipto", "toip", "rangeend", "endaddress", "lastaddress", "high",
    };

    public static bool IsAddress(string name) => OfAddresses.Contains(Plain(name));

    public static bool IsFirst(string name) => OfFirst.Contains(Plain(name));

    public static bool IsLast(string name) => OfLast.Contains(Plain(name));

    // "IP Address", "ip_address" and "ipAddress" are one.
    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
