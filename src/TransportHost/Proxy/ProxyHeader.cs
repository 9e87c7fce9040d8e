using System;
using System.Buffers;
using System.Net;

namespace IpBlock.TransportHost.Proxy;

internal enum ProxyStatus
{
    /// <summary>More octets are needed to tell.</summary>
    Incomplete,

    /// <summary>The first octets are none of a header's.</summary>
    Absent,

    Malformed,

    Complete,
}

/// <summary>The header of the PROXY protocol, versions 1 and 2, as HAProxy's proxy-protocol.txt has it.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Length">Octets of the header, when it is complete.</param>
/// <param name="Source">The client; null when the proxy speaks for itself (UNKNOWN, LOCAL).</param>
/// <param name="Destination">The address the client connected to; null with <paramref name="Source"/>.</param>
internal readonly record struct ProxyHeader(ProxyStatus Status, int Length, IPEndPoint? Source, IPEndPoint? Destination)
{
    /// <summary>No header that is accepted is longer.</summary>
    public const int MaxLength = 1024;

    public static readonly ProxyHeader Incomplete = new(ProxyStatus.Incomplete, 0, null, null);
    public static readonly ProxyHeader Absent = new(ProxyStatus.Absent, 0, null, null);
    public static readonly ProxyHeader Malformed = new(ProxyStatus.Malformed, 0, null, null);

    public static ProxyHeader Read(ReadOnlySequence<byte> received)
    {
        var octets = received.Length > MaxLength ? received.Slice(0, MaxLength).ToArray() : received.ToArray();
        if (IsBegun(octets, ProxyHeaderV2.Signature))
            return ProxyHeaderV2.Read(octets);
        return IsBegun(octets, ProxyHeaderV1.Signature) ? ProxyHeaderV1.Read(octets) : Absent;
    }

    public static ProxyHeader Local(int length) => new(ProxyStatus.Complete, length, null, null);

    private static bool IsBegun(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> signature)
    {
        var common = Math.Min(octets.Length, signature.Length);
        return octets[..common].SequenceEqual(signature[..common]);
    }
}
