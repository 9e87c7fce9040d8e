using System.Net.Sockets;

namespace IpBlock.Dns;

/// <summary>What became of a query that was to be sent.</summary>
internal enum SendResult
{
    /// <summary>It is on its way.</summary>
    Sent,

    /// <summary>No way leads to the server, or its machine said that nobody listens there.</summary>
    NoWay,

    /// <summary>This machine, or this process, has no socket or no buffer left. No server is to blame.</summary>
    NoRoom,
}

/// <summary>Tells an error of the network from one that says only that there is too much to do here.</summary>
internal static class SendErrors
{
    /// <summary>What an error comes to. "Address in use" is what a socket without a wish for a port gets when no port is left.</summary>
    public static SendResult Of(SocketError error) => error switch
    {
        SocketError.Success => SendResult.Sent,
        SocketError.WouldBlock or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit or SocketError.AddressAlreadyInUse => SendResult.NoRoom,
        _ => SendResult.NoWay,
    };
}
