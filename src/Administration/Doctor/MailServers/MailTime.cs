using System;
using System.Globalization;

namespace IpBlock.Administration.Doctor.MailServers;

/// <summary>Times as Postfix and Sendmail write them.</summary>
internal static class MailTime
{
    /// <summary>A number with s, m, h, d or w behind it, of seconds where there is none; null for anything else.</summary>
    public static TimeSpan? Of(string? text)
    {
        var trimmed = (text ?? "").Trim();
        var digits = trimmed.TrimEnd('s', 'm', 'h', 'd', 'w', 'S', 'M', 'H', 'D', 'W');
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || trimmed.Length - digits.Length > 1)
            return null;
        return TimeSpan.FromSeconds((double)number * (trimmed.Length == digits.Length ? 1 : char.ToLowerInvariant(trimmed[trimmed.Length - 1]) switch
        {
            'm' => 60,
            'h' => 3600,
            'd' => 86400,
            'w' => 7 * 86400,
            _ => 1,
        }));
    }
}
