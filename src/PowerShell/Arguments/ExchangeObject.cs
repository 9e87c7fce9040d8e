using System;
using System.Collections.Generic;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What an object of Exchange's cmdlets is, by its type names: in the Exchange Management Shell only these have come over the wire.</summary>
internal static class ExchangeObject
{
    /// <summary>True for what Get-IPAllowListProvider and Get-IPAllowListEntry hand out.</summary>
    public static bool IsOfAllowList(IEnumerable<string> typeNames) => Has(typeNames, "IPAllowList");

    /// <summary>True for what any of Exchange's cmdlets for connection filtering hands out.</summary>
    public static bool Is(IEnumerable<string> typeNames) => Has(typeNames, "IPAllowList") || Has(typeNames, "IPBlockList");

    private static bool Has(IEnumerable<string> typeNames, string start)
    {
        foreach (var name in typeNames)
        {
            // Deserialized.Microsoft.Exchange.Data.Directory.SystemConfiguration.IPAllowListProvider
            if (name.IndexOf("Microsoft.Exchange.", StringComparison.Ordinal) >= 0
                && name.Substring(name.LastIndexOf('.') + 1).StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
