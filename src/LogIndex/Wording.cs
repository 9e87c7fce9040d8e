using System;
using IpBlock.Addresses;

namespace IpBlock.LogIndex;

/// <summary>
/// Texts as the index keeps them, with a mark in place of the client's address: a million replies are a few texts then. What is looked for can lie across the
/// mark.
/// </summary>
internal static class Wording
{
    /// <summary>Stands for the client's address. The log is printable ASCII and holds no such character.</summary>
    public const char Client = '\u0001';

    private const int LongestAddress = 45;

    public static string Of(string text, string? client)
    {
        if (text.Length == 0)
            return text;
        if (text.Contains(Client, StringComparison.Ordinal))
            text = text.Replace(Client, '?');
        return client is null ? text : text.Replace(client, "\u0001", StringComparison.Ordinal);
    }

    /// <summary>True when the text with the client's address in it holds what is looked for.</summary>
    public static bool Holds(string wording, Address client, string wanted) =>
        wording.Replace("\u0001", client.ToString(), StringComparison.Ordinal).Contains(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>True when there may be an address with which the text holds what is looked for, though it does not without.</summary>
    public static bool MayHold(string wording, string wanted)
    {
        for (var mark = wording.IndexOf(Client, StringComparison.Ordinal); mark >= 0; mark = wording.IndexOf(Client, mark + 1))
        {
            for (var from = 0; from < wanted.Length; from++)
            {
                if (EndsWith(wording.AsSpan(0, mark), wanted.AsSpan(0, from)) && MayGoOn(wording.AsSpan(mark + 1), wanted.AsSpan(from)))
                    return true;
            }
        }

        return false;
    }

    // The rest begins with some of the address, or all of it, and goes on with what stands behind.
    private static bool MayGoOn(ReadOnlySpan<char> behind, ReadOnlySpan<char> rest)
    {
        for (var length = 1; length <= Math.Min(rest.Length, LongestAddress) && IsOfAddress(rest[length - 1]); length++)
        {
            if (StartsWith(behind, rest[length..]))
                return true;
        }

        return false;
    }

    private static bool EndsWith(ReadOnlySpan<char> before, ReadOnlySpan<char> wanted)
    {
        var mark = before.LastIndexOf(Client);
        var plain = before[(mark + 1)..];
        return plain.EndsWith(wanted, StringComparison.OrdinalIgnoreCase) || (mark >= 0 && wanted.EndsWith(plain, StringComparison.OrdinalIgnoreCase));
    }

    private static bool StartsWith(ReadOnlySpan<char> behind, ReadOnlySpan<char> wanted)
    {
        var mark = behind.IndexOf(Client);
        var plain = mark < 0 ? behind : behind[..mark];
        return plain.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || (mark >= 0 && wanted.StartsWith(plain, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsOfAddress(char c) => char.IsAsciiHexDigit(c) || c is '.' or ':';
}
