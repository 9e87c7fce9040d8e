using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Fuzzing;
using IpBlock.Fuzzing.Milter;
using IpBlock.Fuzzing.Policy;
using IpBlock.Testing;
using Xunit;

namespace IpBlock.Service.Tests.Hosting;

/// <summary>What a connection costs on which the other side stalls.</summary>
public sealed class StalledMemoryTests
{
    private const int AtFirst = 400;
    private const int Connections = 800;
    private const int AtMost = 64 * 1024;

    [Theory]
    [InlineData("milter body")]
    [InlineData("milter recipient")]
    [InlineData("milter deaf")]
    [InlineData("policy half")]
    [InlineData("policy deaf")]
    public async Task A_stalled_connection_takes_at_most_64_kilobytes(string how)
    {
        await using var service = await ServeProcess.StartAsync("""  "blockList": [ "192.0.2.7" ], "log": { "enabled": false }, """);
        EndPoint door = how[0] == 'm' ? service.Milter : service.Policy;
        var input = Input(how);
        var open = new List<Socket>();
        try
        {
            await StallAsync(open, door, input, AtFirst); // what the first ones cost is the runtime's
            var before = service.Memory;
            await StallAsync(open, door, input, Connections);

            // What was read and is no longer needed is still there until the next collection, which a busy machine delays.
            await Waiting.UntilAsync(() => (service.Memory - before) / Connections <= AtMost, () => $"{(service.Memory - before) / Connections} bytes each");
            Assert.False(service.HasExited);
        }
        finally
        {
            open.ForEach(static socket => socket.Dispose());
        }
    }

    // More than the kernel's buffers hold, so that whatever is taken is taken by the service.
    private static byte[] Input(string how) => how switch
    {
        "milter body" => [.. MilterPacket.Offer, 0, 0x10, 0, 0, (byte)'B', .. new byte[900_000]],
        "milter recipient" => [.. MilterPacket.Offer, 0, 0, 0x3F, 0xFF, (byte)'R', .. new byte[16_000]],
        "milter deaf" => [.. MilterPacket.Offer, .. Enumerable.Repeat(MilterPacket.Connect("192.0.2.7").Concat(MilterPacket.Of('R', "<user@site.example>\0")), 10_000).SelectMany(static packet => packet)],
        "policy half" => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("x=" + new string('a', 8000) + "\n", 4))),
        _ => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("request=smtpd_access_policy\nclient_address=192.0.2.7\n\n", 12_000))),
    };

    private static async Task StallAsync(List<Socket> open, EndPoint door, byte[] input, int connections)
    {
        for (var i = 0; i < connections; i++)
        {
            var socket = await Fuzzing.Wire.ConnectAsync(door);
            open.Add(socket);
            socket.Blocking = false;
            for (var (sent, idle) = (0, 0); sent < input.Length && idle < 3;)
            {
                sent += socket.Send(input.AsSpan(sent), SocketFlags.None, out var error);
                idle = error == SocketError.WouldBlock ? idle + 1 : error == SocketError.Success ? 0 : 3;
                if (error == SocketError.WouldBlock)
                    await Task.Delay(1);
            }
        }

        await Task.Delay(500);
    }
}
