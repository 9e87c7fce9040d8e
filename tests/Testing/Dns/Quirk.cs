using System;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>
/// How a name server, or a middle box before it, deviates from what everybody expects: what it makes of an honest answer. Null: nothing is sent.
/// </summary>
public sealed record Quirk(Func<WireQuery, Transport, byte[], byte[]?> Twist)
{
    /// <summary>Firewalls that know DNS as it was in 1987 drop what has an OPT record, without a word.</summary>
    public static readonly Quirk DropsEdns = new(static (query, _, honest) => query.HasEdns ? null : honest);

    /// <summary>An empty answer with the name servers of the zone: a server that was set up to be asked by resolvers, not by clients.</summary>
    public static readonly Quirk Refers = new(static (query, _, _) =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Flags(authoritative: false, recursive: false);
        message.Authority("example", WireRecord.Ns("a.gtld.example"), 3600);
        return message.ToArray();
    });

    /// <summary>What the server of a zone above says: not I, but that one (RFC 1034 §4.3.2).</summary>
    public static Quirk Delegates(string zone, string server) => new((query, _, _) =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Flags(authoritative: false, recursive: false);
        message.Authority(zone, WireRecord.Ns(server), 3600);
        return message.ToArray();
    });

    /// <summary>The same of a resolver that recurses and gives back what it was told on the way, as some forwarders do (RFC 2308 §2.2).</summary>
    public static readonly Quirk PassesReferralOn = new(static (query, _, _) =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Flags(authoritative: false, recursive: true);
        message.Authority("example", WireRecord.Ns("a.gtld.example"), 3600);
        return message.ToArray();
    });

    /// <summary>An empty answer of a server that knows nothing and asks nobody.</summary>
    public static readonly Quirk IsLame = Empty(authoritative: false, recursive: false);

    /// <summary>An empty answer without SOA, from a resolver.</summary>
    public static readonly Quirk IsEmpty = Empty(authoritative: false, recursive: true);

    /// <summary>An empty answer without SOA, from the zone's own server, as rbldnsd gives it.</summary>
    public static readonly Quirk IsEmptyZone = Empty(authoritative: true, recursive: false);

    /// <summary>Protection against rebinding: addresses in 127.0.0.0/8 are taken out of the answer.</summary>
    public static readonly Quirk StripsAddresses = new(static (query, _, honest) => query.Type == RecordType.A ? IsEmpty.Twist(query, Transport.Udp, honest) : honest);

    /// <summary>Nothing but a header with this error.</summary>
    public static Quirk BareHeader(ResponseCode code) => new((query, _, _) => [(byte)(query.Id >> 8), (byte)query.Id, 0x81, (byte)(0x80 | (int)code), 0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>An error of more than four bits (RFC 6891 §6.1.3), to queries with EDNS0.</summary>
    public static Quirk ExtendedError(int code) => new((query, _, honest) =>
    {
        if (!query.HasEdns)
            return honest;
        var message = new WireMessage(query, (ResponseCode)(code & 15));
        message.Edns(code >> 4);
        return message.ToArray();
    });

    /// <summary>Answers over UDP end after so many bytes, and do not say so.</summary>
    public static Quirk CutsUdp(int bytes) => new((_, transport, honest) => transport == Transport.Udp && honest.Length > bytes ? honest[..bytes] : honest);

    private static Quirk Empty(bool authoritative, bool recursive) => new((query, _, _) =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Flags(authoritative, recursive);
        return message.ToArray();
    });
}
