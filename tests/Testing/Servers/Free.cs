using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Servers;

/// <summary>Ports for servers that cannot be told to choose one themselves.</summary>
public static class Free
{
    // Below Linux' ephemeral range (32768 and up): nobody gets such a port by chance between our look and the server's bind.
    private const int First = 10_000;
    private const int Parts = 22;
    private const int PerPart = 1_000;

    // To look whether a port is free is to have it for a moment. So each process has a part of its own, as far as there are parts, and gives its ports out in turn:
    // none is looked at that another test has been given and has not bound yet.
    private static int _turn = Random.Shared.Next(PerPart);

    /// <summary>A port that is free for TCP and UDP on the address (127.0.0.1 if not said).</summary>
    public static int Port(string address = "127.0.0.1")
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var turn = (uint)Interlocked.Increment(ref _turn) % PerPart;
            var end = new IPEndPoint(IPAddress.Parse(address), First + (Environment.ProcessId % Parts * PerPart) + (int)turn);
            if (IsFree(end))
                return end.Port;
        }

        throw new InvalidOperationException($"No free port on {address}.");
    }

    /// <summary>Starts a server on a free port of 127.0.0.1, and on another one when somebody else took it first: a test in another process may look whether it is free.</summary>
    public static async Task<T> StartAsync<T>(Func<int, Task<T>> startAsync)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await startAsync(Port());
            }
            catch (RealProcessException e) when (tries < 5 && e.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                // The next port is another one.
            }
        }
    }

    /// <summary>True when nobody has the port of that address, neither for TCP nor for UDP.</summary>
    public static bool IsFree(IPEndPoint end) => IsFree(end, SocketType.Dgram, ProtocolType.Udp) && IsFree(end, SocketType.Stream, ProtocolType.Tcp);

    private static bool IsFree(IPEndPoint end, SocketType type, ProtocolType protocol)
    {
        using var socket = new Socket(end.AddressFamily, type, protocol);
        try
        {
            socket.Bind(end);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
