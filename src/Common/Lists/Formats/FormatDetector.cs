using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>Tells from the beginning of a list how it is written.</summary>
internal static class FormatDetector
{
    // One line in so many that names a host, and the list is one of hosts and addresses.
    private const int HostsShare = 10;

    public static ListFormat Detect(string beginning)
    {
        var (addresses, hosts, drop) = (0, 0, 0);
        foreach (var line in Entries(beginning))
        {
            if (line[0] == '{')
                return ListFormat.SpamhausDropJson;
            if (IsRbldnsd(line))
                return ListFormat.Rbldnsd;
            if (HostNameGlob.LooksLikeOne(line.TrimStart('!', ' ')))
                hosts++;
            else
                addresses++;
            drop += line.IndexOf("; SBL", StringComparison.OrdinalIgnoreCase) > 0 ? 1 : 0;
        }

        if (hosts * HostsShare > addresses)
            return ListFormat.Hosts;
        return drop > 0 ? ListFormat.SpamhausDrop : ListFormat.Plain;
    }

    /// <summary>What it is instead of a list, with what to do; null when it may be one.</summary>
    public static string? WhyNoList(byte[] bytes, string beginning)
    {
        if (bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0xFE && bytes[1] == 0xFF)
            return "the file is UTF-16, as PowerShell 5 writes it; save it as UTF-8 or ASCII";
        if (bytes[0] == 0x1F && bytes[1] == 0x8B || beginning.StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
            return "the file is compressed; unpack it";
        return beginning.TrimStart().StartsWith("<", StringComparison.Ordinal) ? "the file is a web page or XML, not a list; look at its address" : null;
    }

    private static IEnumerable<string> Entries(string beginning)
    {
        foreach (var raw in beginning.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length > 0 && line[0] is not ('#' or ';'))
                yield return line;
        }
    }

    // A directive, a default value, or a value behind an address.
    private static bool IsRbldnsd(string line) =>
        line[0] == '$'
        || line[0] == ':' && !line.StartsWith("::", StringComparison.Ordinal)
        || line.IndexOf(" :", StringComparison.Ordinal) > 0
        || line.IndexOf("\t:", StringComparison.Ordinal) > 0;
}
