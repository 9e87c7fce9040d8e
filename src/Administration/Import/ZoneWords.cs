using System;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>How a zone may be called in names, remarks and refusals.</summary>
internal static class ZoneWords
{
    // Keys seen: 24 to 32 characters (Spamhaus 26, Abusix 32). No list's own label is as long and has digits in it.
    private const int ShortestKey = 16;

    /// <summary>The zone without its key, where it is known or looks as if it had one.</summary>
    public static string Shown(string zone) => WithoutKey(zone) ?? KeyedZones.PublicPart(zone.TrimEnd('.').ToLowerInvariant());

    /// <summary>A text in which the zone stands without its key: whoever wrote the domain into a name or a reply wrote down his key for everybody.</summary>
    public static string WithoutKey(string text, string zone)
    {
        var domain = zone.Trim().TrimEnd('.');
        var shown = Shown(domain);
        if (domain.Length == 0 || domain.Equals(shown, StringComparison.OrdinalIgnoreCase))
            return text;
        for (int found; (found = text.IndexOf(domain, StringComparison.OrdinalIgnoreCase)) >= 0;)
            text = text.Substring(0, found) + shown + text.Substring(found + domain.Length);
        return text;
    }

    /// <summary>The zone without a first label that looks like a key; null when it does not, or when the zone hides its key by itself.</summary>
    public static string? WithoutKey(string zone)
    {
        var domain = zone.TrimEnd('.').ToLowerInvariant();
        var dot = domain.IndexOf('.');
        if (dot < ShortestKey || domain.IndexOf('.', dot + 1) < 0 || !string.Equals(KeyedZones.PublicPart(domain), domain, StringComparison.Ordinal))
            return null;
        var digits = 0;
        for (var i = 0; i < dot; i++)
        {
            if (domain[i] is '-' or '_')
                return null;
            digits += domain[i] is >= '0' and <= '9' ? 1 : 0;
        }

        return digits < 2 ? null : domain.Substring(dot + 1);
    }
}
