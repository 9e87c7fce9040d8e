using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Fuzzing;

/// <summary>A socket with patience: nothing that a fuzzer waits for takes for ever.</summary>
public static class Wire
{
    /// <summary>How long a good client waits for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Connects.</summary>
    public static async Task<Socket> ConnectAsync(EndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, server is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (server is IPEndPoint)
                socket.NoDelay = true;
            using var patience = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(server, patience.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends all of it; false when the other side has hung up or does not take it in time.</summary>
    public static async Task<bool> TrySendAsync(Socket socket, ReadOnlyMemory<byte> bytes, TimeSpan within)
    {
        try
        {
            using var patience = new CancellationTokenSource(within);
            while (bytes.Length > 0)
                bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, patience.Token)..];
            return true;
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>What comes next; 0 when the other side has hung up, in whichever way, or sends nothing in time.</summary>
    public static async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer, TimeSpan within)
    {
        try
        {
            using var patience = new CancellationTokenSource(within);
            return await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            return 0;
        }
    }
}
