using System;
using System.Linq;

namespace IpBlock.TransportHost.Dnsbl;

/// <summary>What a block list server says to a query (RFC 5782).</summary>
internal sealed class DnsblAnswers(DnsblZones zones, int ttl, int negativeTtl)
{
    private const int Internet = 1;

    /// <summary>The reply, or null when none is due.</summary>
    public byte[]? Answer(byte[] packet, int length)
    {
        if (DnsQuestion.Parse(packet.AsSpan(0, length)) is not { } question)
            return null;
        var reply = new DnsReply(packet, question);
        if (question.Opcode != 0)
            reply.Code = DnsResponseCode.NotImplemented;
        else if (question.Class != Internet || zones.ZoneOf(question.Name) is not { } zone)
            reply.Code = DnsResponseCode.Refused;
        else
            Answer(reply, question, zone);
        return reply.ToPacket();
    }

    private void Answer(DnsReply reply, DnsQuestion question, string zone)
    {
        reply.IsAuthoritative = true;
        if (question.Name.Length == zone.Length)
        {
            reply.AddAuthority(zone, negativeTtl, isAnswer: (DnsType)question.Type is DnsType.Soa or DnsType.Any);
            return;
        }

        var address = ReversedName.Parse(question.Name[..^(zone.Length + 1)]);
        var entries = address == null ? [] : zones.Find(zone, address);
        if (entries.Count == 0)
        {
            reply.Code = DnsResponseCode.NxDomain;
            reply.AddAuthority(zone, negativeTtl);
            return;
        }

        var wantsAddress = (DnsType)question.Type is DnsType.A or DnsType.Any;
        var wantsText = (DnsType)question.Type is DnsType.Txt or DnsType.Any;
        var codes = entries.SelectMany(entry => entry.Codes).Distinct().Where(_ => wantsAddress).ToList();
        var texts = entries.Select(entry => entry.Text).Where(text => wantsText && text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        codes.ForEach(code => reply.AddAddress(code, ttl));
        texts.ForEach(text => reply.AddText(text, ttl));
        // RFC 2308 §2.2: the name is there, the type is not.
        if (codes.Count + texts.Count == 0)
            reply.AddAuthority(zone, negativeTtl);
    }
}
