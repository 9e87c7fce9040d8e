using System;
using System.Text;

namespace IpBlock.Settings;

/// <summary>The zones whose customers put a key in front: Spamhaus Data Query Service and Abusix Mail Intelligence.</summary>
internal static class KeyedZones
{
    private static readonly string[] Suffixes = ["dq.spamhaus.net", "mail.abusix.zone"];

    /// <summary>
    /// The part of a domain (lower case, no trailing dot) that may be shown. Of <c>key.zen.dq.spamhaus.net</c> that is <c>zen.dq.spamhaus.net</c>;
    /// a lone label in front of the suffix could be the key as well as the list, so it is hidden.
    /// </summary>
    public static string PublicPart(string domain)
    {
        foreach (var suffix in Suffixes)
        {
            var front = domain.Length - suffix.Length - 1;
            if (front <= 0 || domain[front] != '.' || !domain.EndsWith(suffix, StringComparison.Ordinal))
                continue;
            var lastDot = domain.LastIndexOf('.', front - 1);
            return lastDot < 0 ? suffix : domain.Substring(lastDot + 1);
        }

        return domain;
    }

    /// <summary>A text of any kind with every keyed domain in it shortened to its public part; all that hangs on the suffix counts as domain.</summary>
    public static string Hide(string text)
    {
        foreach (var suffix in Suffixes)
            text = Hide(text, suffix);
        return text;
    }

    // No regular expression: a value of a megabyte would make one of this shape run for hours.
    private static string Hide(string text, string suffix)
    {
        var found = text.IndexOf(suffix, StringComparison.OrdinalIgnoreCase);
        if (found < 0)
            return text;
        var shown = new StringBuilder();
        var copied = 0;
        for (; found >= 0; found = text.IndexOf(suffix, copied, StringComparison.OrdinalIgnoreCase))
        {
            var start = found;
            while (start > copied && !EndsADomain(text[start - 1]))
                start--;
            var end = found + suffix.Length;
            shown.Append(text, copied, start - copied).Append(PublicPart(text.Substring(start, end - start).ToLowerInvariant()));
            copied = end;
        }

        return shown.Append(text, copied, text.Length - copied).ToString();
    }

    private static bool EndsADomain(char c) => char.IsWhiteSpace(c) || c is '\'' or '"';
}
