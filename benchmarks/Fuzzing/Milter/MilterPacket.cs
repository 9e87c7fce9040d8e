using System;
using System.Buffers.Binary;
using System.Text;

namespace IpBlock.Fuzzing.Milter;

/// <summary>Packets of the milter protocol, coded apart from the product.</summary>
public static class MilterPacket
{
    /// <summary>What Postfix 3.7 offers: version 6, all actions, all steps.</summary>
    public static byte[] Offer => Of('O', "\0\0\0\x06\0\0\x01\u00ff\0\x1f\u00ff\u00ff");

    /// <summary>A command and its data, a byte a character.</summary>
    public static byte[] Of(char command, string data)
    {
        var packet = new byte[5 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(packet, data.Length + 1);
        packet[4] = (byte)command;
        Encoding.Latin1.GetBytes(data, packet.AsSpan(5));
        return packet;
    }

    /// <summary>The client connects: from an address of IPv4, from port 40000.</summary>
    public static byte[] Connect(string client) => Of('C', "mail.sender.example\04\u009c\x40" + client + "\0");
}
