using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using IpBlock.Filtering;

namespace IpBlock.Service.Milter;

/// <summary>What the mail server is told (SMFIR_).</summary>
internal static class Answer
{
    private const byte Code = (byte)'y';

    /// <summary>Go on, and tell us more.</summary>
    public static void Continue(IBufferWriter<byte> output) => Packet.Write(output, (byte)'c', []);

    /// <summary>Nothing more is to be asked: for the whole session if it answers CONNECT, else for this message.</summary>
    public static void Accept(IBufferWriter<byte> output) => Packet.Write(output, (byte)'a', []);

    /// <summary>Not now, in the mail server's own words.</summary>
    public static void ComeAgain(IBufferWriter<byte> output) => Packet.Write(output, (byte)'t', []);

    /// <summary>The message gets a header field; only before the last answer about it.</summary>
    public static void AddHeader(IBufferWriter<byte> output, string name, string value) => Packet.Write(output, (byte)'h', Encoding.ASCII.GetBytes(name + "\0" + value + "\0"));

    /// <summary>The message loses a header field; only before the last answer about it.</summary>
    /// <param name="output">Where it is written.</param>
    /// <param name="name">The field's.</param>
    /// <param name="index">Which of those of this name, from 1.</param>
    public static void RemoveHeader(IBufferWriter<byte> output, string name, int index)
    {
        var data = new byte[sizeof(uint) + name.Length + 2];
        BinaryPrimitives.WriteInt32BigEndian(data, index);
        Encoding.ASCII.GetBytes(name, data.AsSpan(sizeof(uint)));
        Packet.Write(output, (byte)'m', data); // the name, and an empty value
    }

    /// <summary>No, in our words.</summary>
    public static void Refuse(IBufferWriter<byte> output, SmtpReply reply) => Packet.Write(output, Code, ReplyText.Of(reply));
}
