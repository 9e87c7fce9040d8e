using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;

namespace IpBlock.Tests.Dns;

/// <summary>The UDP sockets of this machine that are connected to a server on loopback, as the kernel lists them.</summary>
internal static class OpenSockets
{
    public static int To(IPEndPoint server)
    {
        var remote = string.Create(CultureInfo.InvariantCulture, $":{server.Port:X4}");
        return Lines().Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2].EndsWith(remote, StringComparison.Ordinal));
    }

    /// <summary>Waits until there are so many: a socket is closed for good when its last receiver has let go of it.</summary>
    public static Task BecomeAsync(int count, IPEndPoint server) => Some.UntilAsync(() => To(server) == count, $"{count} open sockets to {server}");

    private static IEnumerable<string> Lines() =>
        new[] { "/proc/net/udp", "/proc/net/udp6" }.Where(File.Exists).SelectMany(file => File.ReadAllLines(file).Skip(1));
}
