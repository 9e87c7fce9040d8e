using System;
using System.Globalization;
using System.Linq;
using System.Net;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// Where a service listens, in the words of either mail server: <c>127.0.0.1:10040</c>, <c>[::1]:10040</c>, <c>unix:/run/ipblock/policy.sock</c>, or as Sendmail
/// and PureMessage write it: <c>inet:4466@localhost</c>, <c>inet6:4466@::1</c>, <c>local:/run/ipblock/milter.sock</c>.
/// </summary>
public readonly struct ListenAddress : IEquatable<ListenAddress>
{
    // sockaddr_un of Linux has room for 108 bytes, the closing NUL included.
    private const int MaxPath = 107;

    private readonly string? _text;

    private ListenAddress(string text, string? path, Address address, int port)
    {
        _text = text;
        Path = path;
        Address = address;
        Port = port;
    }

    /// <summary>The file of a UNIX socket; null when it is a TCP port.</summary>
    public string? Path { get; }

    /// <summary>The address to listen at; 0.0.0.0 or :: for all. Meaningless for a UNIX socket.</summary>
    public Address Address { get; }

    /// <summary>0 to 65535; 0 for any that is free. Meaningless for a UNIX socket.</summary>
    public int Port { get; }

    /// <summary>Reads one. Of host names only localhost is known, which is 127.0.0.1: what a name means may change while a server runs.</summary>
    public static bool TryParse(string? text, out ListenAddress address, out string? reason)
    {
        var trimmed = (text ?? "").Trim();
        address = default;
        if (AfterPrefix(trimmed, "unix:") is { } unix)
            return TryTakePath(trimmed, unix, out address, out reason);
        if (AfterPrefix(trimmed, "local:") is { } local)
            return TryTakePath(trimmed, local, out address, out reason);
        if (AfterPrefix(trimmed, "inet:") is { } inet)
            return TryTakePort(trimmed, inet, out address, out reason);
        if (AfterPrefix(trimmed, "inet6:") is { } inet6)
            return TryTakePort(trimmed, inet6, out address, out reason);
        var colon = trimmed.LastIndexOf(':');
        var host = colon < 0 ? "" : trimmed.Substring(0, colon);

        // 2001:db8::1:25 is an address by itself: with a port it stands in brackets.
        return host.IndexOf(':') >= 0 && host[0] != '['
            ? Fail(trimmed, out reason)
            : TryTake(trimmed, host, trimmed.Substring(colon + 1), out address, out reason);
    }

    /// <summary>The framework's type for it.</summary>
    public EndPoint ToEndPoint() => Path is null ? new IPEndPoint(Address.ToIPAddress(), Port) : ToUnixEndPoint(Path);

    /// <summary>As it was written.</summary>
    public override string ToString() => _text ?? "";

    /// <inheritdoc/>
    public bool Equals(ListenAddress other) => string.Equals(Path, other.Path, StringComparison.Ordinal) && Address == other.Address && Port == other.Port;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ListenAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Path is null ? Address.GetHashCode() * 31 + Port : StringComparer.Ordinal.GetHashCode(Path);

    /// <summary>True when both are the same place.</summary>
    public static bool operator ==(ListenAddress left, ListenAddress right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(ListenAddress left, ListenAddress right) => !left.Equals(right);

#if NET
    private static System.Net.Sockets.UnixDomainSocketEndPoint ToUnixEndPoint(string path) => new(path);
#else
    private static EndPoint ToUnixEndPoint(string path) => throw new PlatformNotSupportedException("UNIX sockets are not supported on this framework.");
#endif

    private static string? AfterPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text.Substring(prefix.Length) : null;

    private static bool TryTakePath(string text, string path, out ListenAddress address, out string? reason)
    {
        address = new ListenAddress(text, path, default, 0);
        reason = path.Any(static c => !Printable.IsHarmless(c))
            ? "the socket path contains a control character; write unix:/run/ipblock/policy.sock"
            : path.Length > 1 && path[0] == '/' && System.Text.Encoding.UTF8.GetByteCount(path) <= MaxPath
            ? null
            : $"'{text}' is not the absolute path of a socket with at most {MaxPath.ToString(CultureInfo.InvariantCulture)} bytes; write unix:/run/ipblock/policy.sock";
        return reason is null;
    }

    private static bool TryTakePort(string text, string portAtHost, out ListenAddress address, out string? reason)
    {
        var at = portAtHost.IndexOf('@');
        address = default;
        return at < 0 ? Fail(text, out reason) : TryTake(text, portAtHost.Substring(at + 1), portAtHost.Substring(0, at), out address, out reason);
    }

    private static bool TryTake(string text, string host, string portText, out ListenAddress address, out string? reason)
    {
        address = default;
        if (host.Length > 2 && host[0] == '[' && host[host.Length - 1] == ']')
            host = host.Substring(1, host.Length - 2);
        if (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase))
            host = "127.0.0.1";
        if (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535 || !Address.TryParseAsWritten(host, out var parsed))
            return Fail(text, out reason);
        address = new ListenAddress(text, null, parsed, port);
        reason = null;
        return true;
    }

    private static bool Fail(string text, out string? reason)
    {
        reason = $"'{text}' is not an address and a port; write 127.0.0.1:10040, [::1]:10040, inet:4466@localhost or unix:/run/ipblock/policy.sock";
        return false;
    }
}
