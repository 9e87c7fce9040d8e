using System;
using System.Text.RegularExpressions;

namespace IpBlock.Settings;

/// <summary>The zones whose customers put a key in front: Spamhaus Data Query Service and Abusix Mail Intelligence.</summary>
internal static class KeyedZones
{
    private static readonly string[] Suffixes = ["dq.spamhaus.net", "mail.abusix.zone"];

    // Everything that hangs on the suffix, for texts that are not known to be a domain: better to hide too much.
    private static readonly Regex InText = new(
        @"[^\s'""]*(dq\.spamhaus\.net|mail\.abusix\.zone)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));

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

    /// <summary>The text with every keyed domain in it shortened to its public part.</summary>
    public static string Hide(string text) => InText.Replace(text, static found => PublicPart(found.Value.ToLowerInvariant()));
}
