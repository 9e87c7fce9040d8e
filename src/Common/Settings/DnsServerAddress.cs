using System;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>Where a name server listens: <c>192.0.2.53</c>, <c>192.0.2.53:5353</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]:5353</c> or, link-local, <c>fe80::1%eth0</c>.</summary>
public readonly struct DnsServerAddress : IEquatable<DnsServerAddress>
{
    /// <summary>The port of DNS.</summary>
    public const int DefaultPort = 53;

    /// <summary>A server at an address and port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1 to 65535.</exception>
    public DnsServerAddress(Address address, int port = DefaultPort)
        : this(address, port, null)
    {
    }

    private DnsServerAddress(Address address, int port, string? scope)
    {
        if (port is < 1 or > 65535)
            throw new ArgumentOutOfRangeException(nameof(port));
        Address = address;
        Port = port;
        Scope = scope;
    }

    /// <summary>The server's address.</summary>
    public Address Address { get; }

    /// <summary>The network interface of a link-local address, by its name or number; null for every other address.</summary>
    public string? Scope { get; }

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
        var percent = host.IndexOf('%');
        var scope = percent < 0 ? null : host.Substring(percent + 1);
        if (!Address.TryParseAsWritten(percent < 0 ? host : host.Substring(0, percent), out var address))
            return Fail($"'{trimmed}' is not the address of a name server", out reason);
        if (IsLinkLocal(address) && scope is null)
            return Fail($"'{trimmed}' is a link-local address, which is valid on one network interface only; write it with that interface, {trimmed}%eth0", out reason, "");
        if (scope is not null && (!IsLinkLocal(address) || !IsInterface(scope)))
            return Fail($"'{trimmed}' has an interface after %, which only a link-local address (fe80::1%eth0) can have", out reason);
        server = new DnsServerAddress(address, port, scope);
        reason = null;
        return true;
    }

    /// <summary>The framework's type for it, with the interface's number as it is now; an interface that is not there has none, and nothing can be sent until the settings are read again.</summary>
    public IPEndPoint ToEndPoint()
    {
        var address = Address.ToIPAddress();
        if (Scope is not null)
            address.ScopeId = NumberOf(Scope);
        return new IPEndPoint(address, Port);
    }

    /// <summary>The address, and the port when it is not 53.</summary>
    public override string ToString()
    {
        if (Port is DefaultPort or 0)
            return Address + Suffix;
        var port = Port.ToString(CultureInfo.InvariantCulture);
        return Address.IsIPv4 ? $"{Address}:{port}" : $"[{Address}{Suffix}]:{port}";
    }

    /// <inheritdoc/>
    public bool Equals(DnsServerAddress other) => Address == other.Address && Port == other.Port && string.Equals(Scope, other.Scope, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DnsServerAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Address.GetHashCode() * 31 + Port;

    /// <summary>True when both are the same server.</summary>
    public static bool operator ==(DnsServerAddress left, DnsServerAddress right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(DnsServerAddress left, DnsServerAddress right) => !left.Equals(right);

    private string Suffix => Scope is null ? "" : "%" + Scope;

    private static bool IsLinkLocal(Address address) => !address.IsIPv4 && address.High >> 54 == 0xFE80 >> 6;

    // Linux knows names of 15 bytes, Windows numbers.
    private static bool IsInterface(string scope)
    {
        foreach (var c in scope)
        {
            if (c is <= ' ' or > '~' or '/' or '%')
                return false;
        }

        return scope.Length is > 0 and < 16;
    }

    private static long NumberOf(string scope)
    {
        if (uint.TryParse(scope, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        try
        {
            foreach (var one in NetworkInterface.GetAllNetworkInterfaces())
            {
                if (string.Equals(one.Name, scope, StringComparison.Ordinal))
                    return one.GetIPProperties().GetIPv6Properties().Index;
            }
        }
        catch (NetworkInformationException)
        {
            return 0; // a sandbox without netlink, or an interface without IPv6
        }

        return 0;
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    private static bool Fail(string why, out string? reason, string cure = "; write 192.0.2.53, 192.0.2.53:5353 or [2001:db8::1]:5353")
    {
        reason = why + cure;
        return false;
    }
}
