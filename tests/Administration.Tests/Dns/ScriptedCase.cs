using System;
using IpBlock.Dns;
using IpBlock.Testing.Dns;

namespace IpBlock.Administration.Tests.Dns;

/// <summary>One way in which a name server behaves, and what is asked of it.</summary>
/// <param name="Name">What is told of it when it fails.</param>
/// <param name="Script">What the zone does beside holding the entry for 192.0.2.1.</param>
/// <param name="Type">The record type asked for.</param>
/// <param name="IsListed">Whether the address that has an entry is asked about, or another.</param>
internal sealed record ScriptedCase(string Name, Action<ZoneScript> Script, DnsType Type = DnsType.A, bool IsListed = true)
{
    /// <summary>Why DnsClient.NET may answer otherwise; null where it must not.</summary>
    public Difference? Differs { get; init; }

    public string Question => (IsListed ? "1" : "9") + ".2.0.192.bl.example";
}

/// <summary>An answer of DnsClient.NET that is not ours.</summary>
/// <param name="Theirs">What it is, as <see cref="DnsClientResolverTests.Written"/> writes it.</param>
/// <param name="Why">What the library does otherwise.</param>
internal sealed record Difference(string Theirs, string Why);
