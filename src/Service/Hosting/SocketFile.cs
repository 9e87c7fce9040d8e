using System.IO;
using System.Net.Sockets;

namespace IpBlock.Service.Hosting;

/// <summary>The file of a UNIX socket.</summary>
internal static class SocketFile
{
    // Postfix and Sendmail run as users of their own. Whoever may reach the folder may ask: an answer is no secret, and takes nothing but a lookup.
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Takes away what a service that was killed has left behind; a socket at which somebody listens stays, and so does any other file.</summary>
    public static void RemoveLeftOver(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > 0)
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

    /// <summary>Lets every user of the machine connect who may enter the folder.</summary>
    public static void Open(string path)
    {
        if (!System.OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Everybody);
    }
}
