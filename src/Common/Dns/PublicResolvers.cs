using System.Collections.Generic;
using System.Net;
using IpBlock.Addresses;

namespace IpBlock.Dns;

/// <summary>
/// Name servers that strangers share: those that anybody may use, and those that hosting companies run for all their customers. Many block lists
/// answer nobody who comes through them, for they count queries by
/// the resolver's address.
/// </summary>
/// <remarks>
/// The addresses are those of the operators (developers.google.com/speed/public-dns, developers.cloudflare.com/1.1.1.1/ip-addresses,
/// quad9.net/service, opendns.com/setupguide, and so on), as they are collected in
/// "Known DNS providers" of github.com/AdguardTeam/KnowledgeBaseDNS, compared in November 2026; 168.63.129.16 is in
/// learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16. Spamhaus stopped
/// answering Cloudflare's in 2022 and Microsoft's in April 2025.
/// </remarks>
internal static class PublicResolvers
{
    private static readonly Dictionary<Address, string> Owners = Index(
        ("Google", "8.8.8.8 8.8.4.4 2001:4860:4860::8888 2001:4860:4860::8844 2001:4860:4860::64 2001:4860:4860::6464"),
        ("Cloudflare",
            "1.1.1.1 1.0.0.1 1.1.1.2 1.0.0.2 1.1.1.3 1.0.0.3 2606:4700:4700::1111 2606:4700:4700::1001 2606:4700:4700::1112"
            + " 2606:4700:4700::1002 2606:4700:4700::1113 2606:4700:4700::1003 2606:4700:4700::64 2606:4700:4700::6400"),
        ("Quad9",
            "9.9.9.9 149.112.112.112 9.9.9.10 149.112.112.10 9.9.9.11 149.112.112.11 2620:fe::fe 2620:fe::9 2620:fe::10"
            + " 2620:fe::fe:10 2620:fe::11 2620:fe::fe:11"),
        ("OpenDNS", "208.67.222.222 208.67.220.220 208.67.222.123 208.67.220.123 2620:119:35::35 2620:119:53::53 2620:119:35::123 2620:119:53::123"),
        ("AdGuard",
            "94.140.14.14 94.140.15.15 94.140.14.15 94.140.15.16 94.140.14.140 94.140.14.141 2a10:50c0::ad1:ff"
            + " 2a10:50c0::ad2:ff 2a10:50c0::bad1:ff 2a10:50c0::bad2:ff 2a10:50c0::1:ff 2a10:50c0::2:ff"),
        ("CleanBrowsing", "185.228.168.9 185.228.169.9 185.228.168.10 185.228.169.11 185.228.168.168 185.228.169.168 2a0d:2a00:1::2 2a0d:2a00:2::2"),
        ("Control D", "76.76.2.0 76.76.10.0 76.76.2.1 76.76.10.1 76.76.2.2 76.76.10.2"),
        ("UltraDNS", "64.6.64.6 64.6.65.6 156.154.70.1 156.154.71.1 2620:74:1b::1:1 2620:74:1c::2:2"),
        ("Yandex", "77.88.8.8 77.88.8.1 77.88.8.88 77.88.8.2 77.88.8.7 77.88.8.3 2a02:6b8::feed:ff 2a02:6b8:0:1::feed:ff"),
        ("Alibaba", "223.5.5.5 223.6.6.6 2400:3200::1 2400:3200:baba::1"),
        ("Hurricane Electric", "74.82.42.42 2001:470:20::2"),
        ("Level 3", "4.2.2.1 4.2.2.2 4.2.2.3 4.2.2.4 4.2.2.5 4.2.2.6"),
        ("Microsoft Azure", "168.63.129.16"));

    // From where they ask: developers.google.com/speed/public-dns/faq names networks in these, cloudflare.com/ips all of Cloudflare's. Those of
    // others are not published.
    private static readonly (string Owner, AddressRange Range)[] Networks =
    [
        .. Ranges("Google",
            "64.233.160.0/19 72.14.192.0/18 74.125.0.0/16 172.217.32.0/20 172.253.0.0/16 173.194.0.0/16 209.85.128.0/17"
            + " 2404:6800::/32 2607:f8b0::/32 2800:3f0::/32 2a00:1450::/32"),
        .. Ranges("Cloudflare",
            "103.21.244.0/22 103.22.200.0/22 103.31.4.0/22 104.16.0.0/13 104.24.0.0/14 108.162.192.0/18 131.0.72.0/22"
            + " 141.101.64.0/18 162.158.0.0/15 172.64.0.0/13 173.245.48.0/20 188.114.96.0/20 190.93.240.0/20 197.234.240.0/22"
            + " 198.41.128.0/17 2400:cb00::/32 2606:4700::/32 2803:f800::/32 2405:b500::/32 2405:8100::/32 2a06:98c0::/29"
            + " 2c0f:f248::/32"),
    ];

    /// <summary>Who runs a name server that is asked at this address; null when it is not known to be shared.</summary>
    public static string? OwnerOf(IPAddress address) => Owners.TryGetValue(Address.From(address), out var owner) ? owner : null;

    /// <summary>Whose resolvers ask from this address; null when it is not known to be shared.</summary>
    public static string? OwnerBehind(IPAddress address)
    {
        var seen = Address.From(address);
        foreach (var (owner, range) in Networks)
        {
            if (range.Contains(seen))
                return owner;
        }

        return OwnerOf(address);
    }

    private static Dictionary<Address, string> Index(params (string Owner, string Addresses)[] all)
    {
        var owners = new Dictionary<Address, string>();
        foreach (var (owner, addresses) in all)
        {
            foreach (var text in addresses.Split(' '))
                owners.Add(Address.From(IPAddress.Parse(text)), owner);
        }

        return owners;
    }

    private static IEnumerable<(string Owner, AddressRange Range)> Ranges(string owner, string networks)
    {
        foreach (var text in networks.Split(' '))
        {
            if (AddressRange.TryParse(text, out var range))
                yield return (owner, range);
        }
    }
}
