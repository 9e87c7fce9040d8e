using System;
using System.Text;
using BenchmarkDotNet.Attributes;
using IpBlock.Addresses;
using IpBlock.Dns;

namespace IpBlock.Benchmarks;

/// <summary>Building a query and reading its answer. Goal: 1 µs at most, and nothing allocated but the answer.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class MessageCodec
{
    private static readonly byte[] Zone = Encoding.ASCII.GetBytes("\u0003zen\u0008spamhaus\u0003org\0");
    private readonly byte[] _name = new byte[DnsQuestion.MaxNameLength];
    private readonly byte[] _query = new byte[DnsQueryMessage.MaxLength];
    private byte[] _notListed = null!;
    private byte[] _listed = null!;
    private Address _client;

    [GlobalSetup]
    public void SetUp()
    {
        _client = Address.FromIPv4(0xC0000263);
        var length = Ask();
        _notListed = Answer(_query.AsSpan(0, length), code: 3, "\u00c0\u0016\0\u0006\0\u0001\0\0\0\u003c\0\u0018\0\0\0\0\0\u0001\0\0\0\u003c\0\0\0\u003c\0\0\0\u003c\0\0\0\u003c", 8);
        _listed = Answer(_query.AsSpan(0, length), code: 0, "\u00c0\u000c\0\u0001\0\u0001\0\0\0\u003c\0\u0004\u007f\0\0\u0002", 6);
    }

    [Benchmark(Description = "query and 'no such name' with SOA")]
    public bool NotListed()
    {
        Ask();
        return DnsResponseMessage.Read(_notListed, _notListed.Length, Question(out _), out _, out _) == DnsReading.Answer;
    }

    [Benchmark(Description = "query and one A record")]
    public bool Listed()
    {
        Ask();
        return DnsResponseMessage.Read(_listed, _listed.Length, Question(out _), out _, out _) == DnsReading.Answer;
    }

    private int Ask() => DnsQueryMessage.Write(_query, 0, 4711, Question(out _), edns: true);

    private DnsQuestion Question(out int length)
    {
        length = ReversedName.Write(_client, _name, 0);
        Zone.CopyTo(_name, length);
        return new DnsQuestion(_name, length += Zone.Length, DnsType.A);
    }

    // The question as it was sent, without its OPT record, and one record behind it, counted in the section at the offset given.
    private static byte[] Answer(ReadOnlySpan<byte> query, int code, string record, int section)
    {
        var answer = new byte[query.Length - 11 + record.Length];
        query[..^11].CopyTo(answer);
        Encoding.Latin1.GetBytes(record).CopyTo(answer, query.Length - 11);
        (answer[2], answer[3], answer[11], answer[section + 1]) = (0x81, (byte)(0x80 | code), 0, 1);
        return answer;
    }
}
