using System;
using System.Collections.Generic;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Hosts;

/// <summary>Looks at the names that clients give with HELO or EHLO. A name that cannot be looked up, or is none, is nobody's flaw here: mail servers behind a firewall give such names.</summary>
public sealed class HeloName
{
    private const string IPv6Tag = "IPv6:";
    private readonly ClientPattern[] _ours;

    /// <summary>Knows what is ours.</summary>
    /// <param name="ours">Host names and addresses of ours.</param>
    public HeloName(IEnumerable<ClientPattern> ours) => _ours = [.. ours];

    /// <summary>What is wrong with the name that this client gives.</summary>
    /// <param name="helo">As the client gives it; empty when it has not given any.</param>
    /// <param name="client">Who gives it. Of ourselves nothing is wrong.</param>
    /// <param name="local">The address that the client came to; null when it is not known. A private one tells nothing: the client may have the same on his side.</param>
    public HeloFlaw Judge(string helo, Address client, Address? local)
    {
        var name = (helo ?? "").TrimEnd('.');
        if (name.Length == 0 || IsOurs(client, local))
            return HeloFlaw.None;
        if (IsLiteral(name))
            return TryReadAddress(name.Substring(1, name.Length - 2), out var literal) && IsOurs(literal, local) ? HeloFlaw.OwnAddress : HeloFlaw.None;
        if (TryReadAddress(name, out var bare))
            return IsOurs(bare, local) ? HeloFlaw.OwnAddress : HeloFlaw.BareAddress;
        return Array.Exists(_ours, own => own.MatchesHost(name)) ? HeloFlaw.OwnName : HeloFlaw.None;
    }

    private bool IsOurs(Address address, Address? local) => Array.Exists(_ours, own => own.Range?.Contains(address) == true) || (address == local && !PrivateNetworks.Contains(address));

    private static bool IsLiteral(string name) => name.Length > 2 && name[0] == '[' && name[name.Length - 1] == ']';

    // RFC 5321 §4.1.3 writes IPv6:2001:db8::1 between the brackets; many leave the tag out.
    private static bool TryReadAddress(string text, out Address address) =>
        Address.TryParse(text.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase) ? text.Substring(IPv6Tag.Length) : text, out address);
}
