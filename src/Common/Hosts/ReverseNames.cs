using System;
using System.Text;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Hosts;

/// <summary>The question for the names that DNS files under an address (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
internal static class ReverseNames
{
    private static readonly byte[] IPv4 = Encoding.ASCII.GetBytes("\u0007in-addr\u0004arpa\0");
    private static readonly byte[] IPv6 = Encoding.ASCII.GetBytes("\u0003ip6\u0004arpa\0");

    /// <param name="client">Whose names.</param>
    /// <param name="buffer">255 bytes that the question borrows.</param>
    public static DnsQuestion Question(Address client, byte[] buffer)
    {
        var length = ReversedName.Write(client, buffer, 0);
        var zone = client.IsIPv4 ? IPv4 : IPv6;
        Buffer.BlockCopy(zone, 0, buffer, length, zone.Length);
        return new DnsQuestion(buffer, length + zone.Length, DnsType.Ptr);
    }
}
