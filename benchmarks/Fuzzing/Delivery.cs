using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing;

/// <summary>The ways in which bytes reach a server: at once, in pieces, a byte at a time, slowly; and the ways in which a connection ends.</summary>
public static class Delivery
{
    private static readonly TimeSpan Answering = TimeSpan.FromSeconds(5);

    /// <summary>Sends the input in a way that <paramref name="random"/> chooses.</summary>
    /// <returns>What was answered, complete or not; null when nobody listened to the answers.</returns>
    public static async Task<byte[]?> SendAsync(EndPoint server, byte[] input, Random random)
    {
        using var socket = await Wire.ConnectAsync(server);
        var isWhole = true;
        foreach (var piece in Pieces(input, random))
        {
            isWhole = isWhole && await Wire.TrySendAsync(socket, piece, Answering);
            if (random.Next(40) == 0)
                await Task.Delay(random.Next(3));
        }

        switch (random.Next(6))
        {
            case 0:
                socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset
                return null;
            case 1:
                return null; // gone without a word
            default:
                return await HearAsync(socket, random.Next(3) > 0);
        }
    }

    private static async Task<byte[]> HearAsync(Socket socket, bool halfCloses)
    {
        if (halfCloses)
            TryShutDown(socket);
        var all = new List<byte>();
        var buffer = new byte[8192];
        while (await Wire.ReceiveAsync(socket, buffer, halfCloses ? Answering : TimeSpan.FromMilliseconds(20)) is > 0 and var count)
            all.AddRange(buffer.AsSpan(0, count));
        return [.. all];
    }

    private static void TryShutDown(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException gone) when (gone.SocketErrorCode == SocketError.NotConnected)
        {
            return; // the server was faster
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(byte[] input, Random random)
    {
        var longest = random.Next(5) switch
        {
            0 when input.Length < 4000 => 1,
            1 => 7,
            2 => 600,
            _ => input.Length,
        };
        for (var at = 0; at < input.Length;)
        {
            var length = Math.Min(random.Next(1, longest + 1), input.Length - at);
            length = longest == input.Length ? input.Length : length;
            yield return input.AsMemory(at, length);
            at += length;
        }
    }
}
