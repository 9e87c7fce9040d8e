using System.Collections.Generic;
using System.Globalization;
using System.Net;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.MailServers.Postfix;

/// <summary>Addresses as Postfix wants them written.</summary>
internal static class PostfixWords
{
    /// <summary>The first of the doors; a port rather than a socket, which smtpd may not see.</summary>
    public static string Of(IReadOnlyList<ListenAddress> doors)
    {
        foreach (var door in doors)
        {
            if (door.Path is null)
                return Of(door);
        }

        return doors.Count > 0 ? Of(doors[0]) : "inet:127.0.0.1:10040";
    }

    private static string Of(ListenAddress door)
    {
        if (door.Path is { } path)
            return "unix:" + path;
        var address = door.Address.ToIPAddress();
        if (address.Equals(IPAddress.Any))
            address = IPAddress.Loopback;
        else if (address.Equals(IPAddress.IPv6Any))
            address = IPAddress.IPv6Loopback;
        return "inet:" + (door.Address.IsIPv4 || address.Equals(IPAddress.Loopback) ? address.ToString() : "[" + address + "]") + ":" + door.Port.ToString(CultureInfo.InvariantCulture);
    }
}
