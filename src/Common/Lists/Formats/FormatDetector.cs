using System;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Lists.Formats;

/// <summary>Tells how a list is written from its beginning.</summary>
internal static class FormatDetector
{
    public static ListFormat Detect(LineReader lines)
    {
        var (plain, hosts, drop) = (0, 0, 0);
        foreach (var raw in lines.Beginning().Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '{')
                return ListFormat.SpamhausDropJson;
            if (line[0] == '$' || line[0] == ':' && line.IndexOf(':', 1) > 0 && !AddressRange.TryParse(line, out _) || line.IndexOf(" :", StringComparison.Ordinal) > 0 || line.IndexOf("\t:", StringComparison.Ordinal) > 0)
                return ListFormat.Rbldnsd;
            if (HostNameGlob.LooksLikeOne(line.TrimStart('!', ' ')))
                hosts++;
            else
                plain++;
            if (line.IndexOf("; SBL", StringComparison.OrdinalIgnoreCase) > 0)
                drop++;
        }

        return hosts > plain ? ListFormat.Hosts : drop > 0 ? ListFormat.SpamhausDrop : ListFormat.Plain;
    }
}
