using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;

namespace IpBlock.Testing.Dns.Wire;

/// <summary>A record's type and data; owner and TTL come when it is sent.</summary>
public sealed record WireRecord(RecordType Type, byte[] Data)
{
    public static WireRecord A(string address) => new(RecordType.A, IPAddress.Parse(address).GetAddressBytes());

    public static WireRecord Aaaa(string address) => new(RecordType.Aaaa, IPAddress.Parse(address).GetAddressBytes());

    public static WireRecord Ptr(string name) => new(RecordType.Ptr, WireName.Encode(name));

    public static WireRecord Ns(string name) => new(RecordType.Ns, WireName.Encode(name));

    public static WireRecord Cname(string name) => new(RecordType.Cname, WireName.Encode(name));

    /// <summary>One TXT record; a text longer than 255 bytes becomes several strings of it (RFC 1035 §3.3.14).</summary>
    public static WireRecord Txt(string text) => Txt([.. Encoding.Latin1.GetBytes(text).Chunk(255)]);

    /// <summary>One TXT record of exactly these strings, whatever bytes they hold.</summary>
    public static WireRecord Txt(IReadOnlyCollection<byte[]> strings)
    {
        using var data = new MemoryStream();
        foreach (var text in strings)
        {
            data.WriteByte(checked((byte)text.Length));
            data.Write(text);
        }

        if (strings.Count == 0)
            data.WriteByte(0);
        return new WireRecord(RecordType.Txt, data.ToArray());
    }

    /// <summary>A SOA record; only its minimum matters to resolvers (RFC 2308 §4).</summary>
    public static WireRecord Soa(string zone, uint minimum)
    {
        using var data = new MemoryStream();
        data.Write(WireName.Encode("ns." + zone));
        data.Write(WireName.Encode("hostmaster." + zone));
        foreach (var number in new uint[] { 1, 3600, 600, 86400, minimum })
            data.Write([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
        return new WireRecord(RecordType.Soa, data.ToArray());
    }
}
