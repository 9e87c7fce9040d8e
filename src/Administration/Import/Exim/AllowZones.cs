using System;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Lists of good senders, told by their names where the verb leaves open what a list is for: <c>warn</c> notes both kinds.</summary>
internal static class AllowZones
{
    public static ProviderKind KindOf(string zone)
    {
        foreach (var label in zone.ToLowerInvariant().Split('.'))
        {
            if (label is "wl" or "swl" or "dnswl" or "nwl" or "accredit" or "iadb" || label.EndsWith("-wl", StringComparison.Ordinal)
                || label.IndexOf("whitelist", StringComparison.Ordinal) >= 0 || label.IndexOf("allowlist", StringComparison.Ordinal) >= 0)
            {
                return ProviderKind.Allow;
            }
        }

        return ProviderKind.Block;
    }
}
