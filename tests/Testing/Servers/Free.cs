using System;
using System.Net;
using System.Net.Sockets;

namespace IpBlock.Testing.Servers;

/// <summary>Ports for servers that cannot be told to choose one themselves.</summary>
public static class Free
{
    // Below Linux' ephemeral range (32768 and up): nobody gets such a port by chance between our look and the server's bind.
    private const int First = 10_000;
    private const int AfterLast = 32_000;

    /// <summary>A port that is free for TCP and UDP on the address (127.0.0.1 if not said).</summary>
    public static int Port(string address = "127.0.0.1")
    {
        for (var tries = 0; tries < 200; tries++)
        {
            var end = new IPEndPoint(IPAddress.Parse(address), Random.Shared.Next(First, AfterLast));
            if (IsFree(end))
                return end.Port;
        }

        throw new InvalidOperationException($"No free port on {address}.");
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
