using System;
using System.Diagnostics.CodeAnalysis;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>
/// A host name with wildcards by the rules of PureMessage: <c>*</c> and <c>?</c> stay within a label, <c>**</c> goes across dots; the end is fixed and the
/// beginning is not, so that example.com means mx.example.com too; <c>@</c> in front fixes the beginning.
/// </summary>
internal sealed class HostNameGlob
{
    private readonly string _pattern;

    private HostNameGlob(string pattern, bool negative) => (_pattern, IsNegative) = (pattern, negative);

    public bool IsNegative { get; }

    public static bool LooksLikeOne(string text)
    {
        if (text.IndexOfAny(OnlyInAddresses) >= 0)
            return false;
        foreach (var c in text)
        {
            if (char.IsLetter(c) || c is '*' or '?' or '@')
                return true;
        }

        return false;
    }

    public static bool TryParse(string text, bool negative, [NotNullWhen(true)] out HostNameGlob? glob, out string? reason)
    {
        glob = null;
        var name = text[0] == '@' ? text.Substring(1) : text;
        reason = name.IndexOf('.') < 0 ? $"'{text}' is not a host name" : ClientPattern.WhyNoHostName(name.Replace('?', '*'));
        if (reason is not null)
        {
            reason += "; write mx.example.com, *.example.com or **.example.com";
            return false;
        }

        glob = new HostNameGlob(text.TrimEnd('.').ToLowerInvariant(), negative);
        return true;
    }

    /// <summary>What a name is compared with.</summary>
    public NamePattern Pattern => _pattern[0] == '@' ? NamePattern.WholeLabels(_pattern.Substring(1)) : NamePattern.LastLabels(_pattern);

    private static readonly char[] OnlyInAddresses = [':', '/', '('];
}
