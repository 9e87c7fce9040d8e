using System;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// The domain a list is asked under. It may hold a customer's key (<c>key.zen.dq.spamhaus.net</c>), so it hides itself: whatever is printed,
/// logged or put into a reply is <see cref="PublicName"/>, and no message about a bad domain quotes it.
/// </summary>
public sealed class LookupDomain : IEquatable<LookupDomain>
{
    // A reversed IPv6 address is 32 labels of one nibble, 64 bytes, and a whole name has 255 at most (RFC 1035 §2.3.4, RFC 5782 §2.4).
    private const int MaxWireLength = 255 - 64;
    private readonly string _domain;

    private LookupDomain(string domain, byte[] wire, string publicName)
    {
        _domain = domain;
        Wire = wire;
        PublicName = publicName;
    }

    /// <summary>
    /// The domain in wire form (RFC 1035 §3.1), in lower case, with the final zero. At most 191 bytes. Only to be read. Internal, because a serializer
    /// would write out a public one.
    /// </summary>
    internal byte[] Wire { get; }

    /// <summary>
    /// What may be shown: the name given for it; else, for zones that are known to carry a key, the part without the key; else the domain.
    /// </summary>
    public string PublicName { get; }

    /// <summary>Reads a domain name; the case of letters and a trailing dot mean nothing. The reason never quotes the text.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LookupDomain? domain, out string? reason)
    {
        domain = null;
        var name = (text ?? "").Trim();
        if (name.EndsWith(".", StringComparison.Ordinal))
            name = name.Substring(0, name.Length - 1);
        reason = WhyNoDomain(name);
        if (reason is not null)
        {
            reason += "; write a domain name such as zen.spamhaus.org";
            return false;
        }

        name = name.ToLowerInvariant();
        domain = new LookupDomain(name, ToWire(name), KeyedZones.PublicPart(name));
        return true;
    }

    /// <summary>The same domain, shown under another name. Null leaves it as it is.</summary>
    public LookupDomain ShownAs(string? publicName) => publicName is null ? this : new LookupDomain(_domain, Wire, publicName);

    /// <summary>
    /// The domain itself, key included, in lower case and without trailing dot. Only for the settings file and the wire: never for a reply, a log,
    /// a metric, a page or an error.
    /// </summary>
    public string Reveal() => _domain;

    /// <summary>True when it has a part that is never shown.</summary>
    public bool HasKey => !string.Equals(Reveal(), PublicName, StringComparison.OrdinalIgnoreCase);

    /// <summary><see cref="PublicName"/>.</summary>
    public override string ToString() => PublicName;

    /// <inheritdoc/>
    public bool Equals(LookupDomain? other) => other is not null && string.Equals(_domain, other._domain, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LookupDomain);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_domain);

    /// <summary>A text that may quote a lookup domain, with the keys that can be told by their zone taken out.</summary>
    public static string HideKeys(string text) => KeyedZones.Hide(text);

    private static string? WhyNoDomain(string name)
    {
        if (name.Length == 0)
            return "the lookup domain is empty";
        if (name.IndexOf("://", StringComparison.Ordinal) >= 0 || name.IndexOf('/') >= 0)
            return "the lookup domain is a URL or a path";
        if (Address.TryParse(name, out _))
            return "the lookup domain is an IP address";
        return WhyNoLabels(name) ?? (name.Length + 2 > MaxWireLength ? "the lookup domain is longer than 189 characters, which is too long for lookups of IPv6 addresses" : null);
    }

    private static string? WhyNoLabels(string name)
    {
        foreach (var label in name.Split('.'))
        {
            if (label.Length == 0)
                return "the lookup domain has two dots in a row or begins with one";
            if (label.Length > 63)
                return "a part of the lookup domain between two dots is longer than 63 characters";
            foreach (var c in label)
            {
                if (c > '~')
                    return "the lookup domain contains non-ASCII characters; write an international name in its xn-- form";
                if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_'))
                    return c > ' ' ? $"the lookup domain contains the character {c}" : "the lookup domain contains a space or a control character";
            }
        }

        return null;
    }

    private static byte[] ToWire(string name)
    {
        var wire = new byte[name.Length + 2];
        Encoding.ASCII.GetBytes(name, 0, name.Length, wire, 1);
        var length = 0;
        for (var i = name.Length; i > 0; i--)
        {
            if (wire[i] != '.')
            {
                length++;
                continue;
            }

            wire[i] = (byte)length;
            length = 0;
        }

        wire[0] = (byte)length;
        return wire;
    }
}
