using System;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>
/// A false packet. Each says that the name is listed as <see cref="Code"/>, so that a test sees who has believed it.
/// </summary>
internal sealed record Lie(Func<WireQuery, byte[]> Forge, bool FromElsewhere = false)
{
    public const string Code = "127.0.0.66";
    private const uint Ttl = 300;

    public static readonly Lie WrongId = new(query =>
    {
        var packet = Forged(query);
        packet[0] ^= 0x5A;
        packet[1] ^= 0xA5;
        return packet;
    });

    public static readonly Lie WrongQuestion = new(query =>
    {
        var question = (byte[])query.Question.Clone();
        question[1] = (byte)(question[1] == 'x' ? 'y' : 'x');
        return Forged(query, new WireMessage(query, ResponseCode.NoError, question));
    });

    public static readonly Lie WrongType = new(query =>
        Forged(query, new WireMessage(query, ResponseCode.NoError, type: query.Type == RecordType.Aaaa ? RecordType.A : RecordType.Aaaa)));

    public static readonly Lie WrongSource = new(query => Forged(query), FromElsewhere: true);

    /// <summary>The answer of a name nobody asked for, as in the cache poisoning of old (RFC 5452 §6).</summary>
    public static readonly Lie WrongOwner = new(query =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Answer("somebody.else.example", False(query.Type), Ttl);
        return message.ToArray();
    });

    public static readonly Lie NotAResponse = new(query =>
    {
        var packet = Forged(query);
        packet[2] &= 0x7F;
        return packet;
    });

    /// <summary>
    /// The owner is a label followed by a pointer to that label: every pointer points backwards, as RFC 1035 §4.1.4 wants it, and the name has no end.
    /// </summary>
    public static readonly Lie CompressionLoop = new(query =>
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        var start = (int)message.Length;
        message.Answer([1, (byte)'a', (byte)(0xC0 | start >> 8), (byte)start], False(query.Type), Ttl);
        return message.ToArray();
    });

    /// <summary>Every second packet is noise from the first byte; the others have the right id and question, then noise.</summary>
    public static Lie Garbage(int seed)
    {
        var random = new Random(seed);
        return new Lie(query =>
        {
            lock (random)
                return random.Next(2) == 0 ? Noise(random, 0) : NoisyAnswer(query, random);
        });
    }

    private static byte[] NoisyAnswer(WireQuery query, Random random)
    {
        var message = new WireMessage(query, ResponseCode.NoError);
        message.Raw(Noise(random, 1));
        message.Count((byte)random.Next(1, 256));
        return message.ToArray();
    }

    private static byte[] Noise(Random random, int least)
    {
        var noise = new byte[random.Next(least, 400)];
        random.NextBytes(noise);
        return noise;
    }

    private static byte[] Forged(WireQuery query, WireMessage? message = null)
    {
        message ??= new WireMessage(query, ResponseCode.NoError);
        message.Answer(False(query.Type), Ttl);
        return message.ToArray();
    }

    private static WireRecord False(RecordType type) => type switch
    {
        RecordType.Ptr => WireRecord.Ptr("false.example"),
        RecordType.Txt => WireRecord.Txt("false"),
        _ => WireRecord.A(Code),
    };
}
