using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>Composes the answer the script calls true.</summary>
internal static class Truth
{
    private const uint DefaultTtl = 300;
    private const uint DefaultSoaMinimum = 60;
    private const uint DefaultSoaTtl = 3600;

    public static byte[] Compose(WireQuery query, Role role, Play play, Transport transport)
    {
        if (play.FormErrOnEdns == true && query.HasEdns)
            return new WireMessage(query, ResponseCode.FormErr).ToArray();
        var message = Whole(query, role, play, transport);
        var tooLong = message.Length > query.UdpLimit && play.Oversize is null;
        return transport == Transport.Udp && (tooLong || play.Truncated == true) ? Cut(query).ToArray() : message.ToArray();
    }

    private static WireMessage Whole(WireQuery query, Role role, Play play, Transport transport)
    {
        var message = Body(query, role, play);
        if (play.Oversize is { } bytes && transport == Transport.Udp)
            Pad(message, role.ZoneName, bytes);
        if (query.HasEdns)
            message.Edns();
        return message;
    }

    private static WireMessage Body(WireQuery query, Role role, Play play)
    {
        if (!role.IsOurs)
            return new WireMessage(query, ResponseCode.Refused);
        if (play.Code is { } code)
            return new WireMessage(query, code);
        var source = play.Empty == true ? null : role.Source;
        var records = source?.Records.Where(record => record.Type == query.Type).ToImmutableArray() ?? [];
        if (source is null || records.IsEmpty)
            return Negative(query, role, play, exists: source is not null || play.Empty == true || role.IsApex);
        return Positive(query, role, records, source.Links, play.Ttl ?? DefaultTtl);
    }

    private static WireMessage Positive(WireQuery query, Role role, ImmutableArray<WireRecord> records, int links, uint ttl)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        var owner = query.Name;
        for (var i = 1; i <= links; i++)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"alias{i}.{role.ZoneName}");
            message.Answer(owner, WireRecord.Cname(next), ttl);
            owner = next;
        }

        foreach (var record in records)
        {
            if (links == 0)
                message.Answer(record, ttl);
            else
                message.Answer(owner, record, ttl);
        }

        return message;
    }

    private static WireMessage Negative(WireQuery query, Role role, Play play, bool exists)
    {
        var message = new WireMessage(query, exists ? ResponseCode.NoError : ResponseCode.NxDomain);
        var soa = WireRecord.Soa(role.ZoneName, play.SoaMinimum ?? DefaultSoaMinimum);
        if (play.NoSoa != true)
            message.Authority(role.ZoneName, soa, play.SoaTtl ?? DefaultSoaTtl);
        return message;
    }

    private static WireMessage Cut(WireQuery query)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Truncated();
        if (query.HasEdns)
            message.Edns();
        return message;
    }

    // In the additional section, where it changes nothing of the answer's meaning.
    private static void Pad(WireMessage message, string zone, int bytes)
    {
        while (message.Length < bytes)
            message.Additional("padding." + zone, WireRecord.Txt(new string('x', 200)), DefaultTtl);
    }
}
