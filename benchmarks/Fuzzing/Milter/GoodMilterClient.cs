using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing.Milter;

/// <summary>A mail server with one SMTP session, from negotiation to quit.</summary>
public static class GoodMilterClient
{
    /// <summary>The answers to CONNECT and, unless that ended the session, to RCPT.</summary>
    public static async Task<string> AskAsync(EndPoint server, string client)
    {
        using var socket = await Wire.ConnectAsync(server);
        if (await SayAsync(socket, MilterPacket.Offer) is not ['O', ..])
            return "no negotiation";
        var answer = await SayAsync(socket, MilterPacket.Connect(client));
        if (answer is "c")
            answer += " " + await SayAsync(socket, MilterPacket.Of('R', "<user@site.example>\0"));
        await Wire.TrySendAsync(socket, MilterPacket.Of('Q', ""), Wire.Patience);
        return answer;
    }

    private static async Task<string> SayAsync(Socket socket, byte[] packet)
    {
        if (!await Wire.TrySendAsync(socket, packet, Wire.Patience))
            return "hung up";
        var head = new byte[4];
        if (!await FillAsync(socket, head))
            return "no answer";
        var data = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        return await FillAsync(socket, data) ? Encoding.Latin1.GetString(data) : "cut off";
    }

    private static async Task<bool> FillAsync(Socket socket, byte[] bytes)
    {
        for (var have = 0; have < bytes.Length;)
        {
            if (await Wire.ReceiveAsync(socket, bytes.AsMemory(have), Wire.Patience) is var count && count == 0)
                return false;
            have += count;
        }

        return true;
    }
}
