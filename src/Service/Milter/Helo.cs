using System;

namespace IpBlock.Service.Milter;

/// <summary>What the client calls itself.</summary>
internal static class Helo
{
    // RFC 5321 §4.5.3.1.2: 255 octets of domain, with room for what breaks the rule.
    private const int MaxName = 512;

    /// <summary>False when the packet is malformed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out string name)
    {
        var words = new Words(data);
        var isWhole = words.TryTake(out var word);
        name = Words.Text(word, MaxName);
        return isWhole;
    }
}
