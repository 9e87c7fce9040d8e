using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>Where a name server listens: <c>192.0.2.53</c>, <c>192.0.2.53:5353</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:5353</c>.</summary>
public readonly struct DnsServerAddress : IEquatable<DnsServerAddress>
{
    /// <summary>The port of DNS.</summary>
    public const int DefaultPort = 53;

    /// <summary>A server at an address and port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1 to 65535.</exception>
    public DnsServerAddress(Address address, int port = DefaultPort)
    {
        if (port is < 1 or > 65535)
            throw new ArgumentOutOfRangeException(nameof(port));
        Address = address;
        Port = port;
    }

    /// <summary>The server's address.</summary>
    public Address Address { get; }

    /// <summary>1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Reads an address with or without port; an IPv6 address with a port stands in brackets. A host name is none: it could not be looked up.</summary>
    public static bool TryParse(string? text, out DnsServerAddress server, out string? reason)
    {
        server = default;
        var trimmed = (text ?? "").Trim();
        var port = DefaultPort;
        var host = trimmed;
        var colon = trimmed.LastIndexOf(':');
        var bracket = trimmed.LastIndexOf(']');
        if (colon > bracket && (bracket > 0 || trimmed.IndexOf(':') == colon))
        {
            host = trimmed.Substring(0, colon);
            if (!TryReadPort(trimmed.Substring(colon + 1), out port))
                return Fail($"'{trimmed}' has a port that is not a number from 1 to 65535", out reason);
        }

        if (host.Length > 2 && host[0] == '[' && host[host.Length - 1] == ']')
            host = host.Substring(1, host.Length - 2);
        if (!Address.TryParseAsWritten(host, out var address))
            return Fail($"'{trimmed}' is not the address of a name server", out reason);
        server = new DnsServerAddress(address, port);
        reason = null;
        return true;
    }

    /// <summary>The address, and the port when it is not 53.</summary>
    public override string ToString()
    {
        if (Port is DefaultPort or 0)
            return Address.ToString();
        var port = Port.ToString(CultureInfo.InvariantCulture);
        return Address.IsIPv4 ? $"{Address}:{port}" : $"[{Address}]:{port}";
    }

    /// <inheritdoc/>
    public bool Equals(DnsServerAddress other) => Address == other.Address && Port == other.Port;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DnsServerAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode() * 31 + Port;

    /// <summary>True when both are the same server.</summary>
    public static bool operator ==(DnsServerAddress left, DnsServerAddress right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(DnsServerAddress left, DnsServerAddress right) => !left.Equals(right);

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool Fail(string why, out string? reason)
    {
        reason = why + "; write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::1]:5353";
        return false;
    }
}
