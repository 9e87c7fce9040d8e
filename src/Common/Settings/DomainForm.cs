using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>One form for all spellings of a domain name: lower case, without trailing dot, in A-labels (RFC 5890 §2.3.2.1).</summary>
internal static class DomainForm
{
    // RFC 3490 §3.1: what an input method of East Asia types for a dot.
    private static readonly char[] Dots = ['\u3002', '\uFF0E', '\uFF61'];

    /// <summary>The domain in that form. A label that is no text, such as half of a surrogate pair, stays as it is.</summary>
    public static string Of(string domain)
    {
        if (domain.IndexOfAny(Dots) >= 0)
        {
            foreach (var dot in Dots)
                domain = domain.Replace(dot, '.');
        }

        if (domain.Length > 1 && domain[domain.Length - 1] == '.')
            domain = domain.Substring(0, domain.Length - 1);
        domain = domain.ToLowerInvariant();
        if (IsAscii(domain))
            return domain;
        var labels = domain.Split('.');
        for (var i = 0; i < labels.Length; i++)
            labels[i] = IsAscii(labels[i]) || CodePoints(labels[i]) is not { } points ? labels[i] : "xn--" + Punycode.Encode(points);
        return string.Join(".", labels);
    }

    private static bool IsAscii(string text)
    {
        foreach (var c in text)
        {
            if (c > '\x7F')
                return false;
        }

        return true;
    }

    // Longer ones are no labels, and Punycode takes the square of the length.
    private static int[]? CodePoints(string label)
    {
        if (label.Length > 255)
            return null;
        var points = new List<int>(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            if (char.IsSurrogatePair(label, i))
                points.Add(char.ConvertToUtf32(label, i++));
            else if (char.IsSurrogate(label[i]))
                return null;
            else
                points.Add(label[i]);
        }

        return [.. points];
    }
}
