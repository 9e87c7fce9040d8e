using System;
using System.Diagnostics.CodeAnalysis;
using IpBlock.Addresses;

namespace IpBlock.Settings;

/// <summary>
/// Clients that are named by address (<see cref="Range"/> is set) or by host name (<see cref="HostName"/> is set): <c>192.0.2.1</c>,
/// <c>2001:db8::/32</c>, <c>192.0.2.10-192.0.2.20</c>, <c>mx.example.com</c>, <c>*.outbound.example.com</c>.
/// </summary>
public sealed class ClientPattern
{
    private const string Cure = "write an address, a range, 192.0.2.0/24, or a host name such as *.example.com";
    private readonly string _text;

    private ClientPattern(string text, AddressRange? range, string? hostName)
    {
        _text = text;
        Range = range;
        HostName = hostName;
    }

    /// <summary>The addresses, when the pattern names addresses.</summary>
    public AddressRange? Range { get; }

    /// <summary>The host name in lower case, stars included, when the pattern names hosts. Only a name that is verified (its address is the client's) may be compared.</summary>
    public string? HostName { get; }

    /// <summary>Reads an address, a range of addresses, or a host name in which a star stands for any characters, dots too.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ClientPattern? pattern, out string? reason)
    {
        pattern = null;
        var trimmed = (text ?? "").Trim();
        if (!LooksLikeHostName(trimmed))
        {
            if (!AddressRange.TryParse(trimmed, out var range, out reason))
                return Fail(reason!, out reason);
            pattern = new ClientPattern(trimmed, range, null);
            return true;
        }

        if (WhyNoHostName(trimmed) is { } why)
            return Fail(why, out reason);
        pattern = new ClientPattern(trimmed, null, trimmed.TrimEnd('.').ToLowerInvariant());
        reason = null;
        return true;
    }

    /// <summary>True when a host of this verified name (no trailing dot, any case) is meant. Always false for addresses.</summary>
    public bool MatchesHost(string name) => HostName is not null && Glob.Matches(HostName, name);

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static bool LooksLikeHostName(string text)
    {
        if (text.IndexOfAny(OnlyInAddresses) >= 0)
            return false;
        foreach (var c in text)
        {
            if (char.IsLetter(c) || c == '*')
                return true;
        }

        return false;
    }

    internal static string? WhyNoHostName(string text)
    {
        var named = false;
        foreach (var label in text.TrimEnd('.').Split('.'))
        {
            if (label.Length is 0 or > 63)
                return $"'{text}' is not a host name";
            foreach (var c in label)
            {
                if (c > '~')
                    return $"'{text}' contains non-ASCII characters, which reverse names cannot have";
                if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_' or '*'))
                    return $"'{text}' is neither an address nor a host name";
            }

            // 192.0.2.* and * name no host
            named = label.IndexOf('*') < 0 && !IsNumber(label);
        }

        return named ? null : $"'{text}' does not end in a domain and would match hosts of any owner";
    }

    private static bool IsNumber(string label)
    {
        foreach (var c in label)
        {
            if (c is < '0' or > '9')
                return false;
        }

        return true;
    }

    private static readonly char[] OnlyInAddresses = [':', '/', '('];

    private static bool Fail(string why, out string? reason)
    {
        reason = why + "; " + Cure;
        return false;
    }
}
