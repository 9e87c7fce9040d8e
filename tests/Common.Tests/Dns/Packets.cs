using System;
using IpBlock.Dns;
using IpBlock.Testing.Dns.Wire;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>Answers built by the kit's own codec, and those to one question read by ours.</summary>
internal static class Packets
{
    public const string Name = "1.2.0.192.bl.example";

    /// <summary>Where the first record stands: behind the header, the name, its type and class.</summary>
    public const int AnswerSection = 12 + 22 + 4;

    public static WireMessage Response(ResponseCode code = ResponseCode.NoError, DnsType type = DnsType.A)
    {
        var query = new byte[DnsQueryMessage.MaxLength];
        var length = DnsQueryMessage.Write(query, 0, 1, Names.Question(Name, type), edns: true);
        return new WireMessage(WireQuery.Parse(query.AsSpan(0, length))!, code);
    }

    /// <summary>What an honest server says of somebody who is listed: 127.0.0.2, for five minutes.</summary>
    public static byte[] Listed(WireQuery query)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Answer(WireRecord.A("127.0.0.2"), 300);
        return message.ToArray();
    }

    public static DnsAnswer Read(WireMessage message, DnsType type = DnsType.A)
    {
        Assert.Equal(DnsReading.Answer, Read(message, out var answer, out _, type));
        return answer;
    }

    public static uint? Ttl(WireMessage message)
    {
        Assert.Equal(DnsReading.Answer, Read(message, out _, out var ttl));
        return ttl;
    }

    public static DnsReading Read(WireMessage message, out DnsAnswer answer, out uint? ttl, DnsType type = DnsType.A) =>
        DnsResponseMessage.Read(message.ToArray(), (int)message.Length, Names.Question(Name, type), out answer, out ttl);
}
