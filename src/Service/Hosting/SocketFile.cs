using System.IO;
using System.Net.Sockets;
using IpBlock.Files;

namespace IpBlock.Service.Hosting;

/// <summary>The file of a UNIX socket.</summary>
internal static class SocketFile
{
    /// <summary>Takes away what a service that was killed has left behind; a socket at which somebody listens stays, and so does any other file.</summary>
    public static void RemoveLeftOver(string path)
    {
        if (!FileKinds.IsOwnSocket(path))
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException nobody) when (nobody.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
        }
    }

    /// <summary>
    /// Lets every user of the machine connect who may enter the folder: Postfix and Sendmail run as users of their own, and an answer is no secret and takes nothing but a lookup.
    /// </summary>
    public static void Open(string path) => FileKinds.OpenSocketToAll(path);
}
