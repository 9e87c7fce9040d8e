using System;
using IpBlock.Settings;

namespace IpBlock.Administration.Doctor.Providers;

/// <summary>A customer's key in a lookup domain.</summary>
internal static class ListKey
{
    /// <summary>True when the lookup domain has a part that is never shown.</summary>
    public static bool IsIn(ProviderSettings provider) =>
        !string.Equals(provider.LookupDomain.Reveal(), provider.LookupDomain.PublicName, StringComparison.OrdinalIgnoreCase);
}
