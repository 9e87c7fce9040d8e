using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>What is lost when settings are written down without their keys, and how that is noticed afterwards.</summary>
public static class LeftOutKeys
{
    /// <summary>The providers and lists that would be asked without their keys if the settings were written down without them.</summary>
    public static IReadOnlyList<string> Of(FilterSettings settings)
    {
        var providers = ProviderReport.All(settings).ToList();
        return
        [
            .. providers.OrderBy(static provider => provider.Kind != ProviderKind.Block).Where(static provider => provider.HasKey).Select(static provider => provider.Settings.Name),
            .. settings.Lists.Where(static list => list.Url is { HasSecrets: true }).Select(static list => list.Name),
        ];
    }

    /// <summary>The providers whose lookup domain is the name that is shown for it: their keys were left out when these settings were written down.</summary>
    public static IReadOnlyList<string> Missing(FilterSettings settings) =>
    [
        .. ProviderReport.All(settings)
            .Where(static provider => provider.Settings.PublicName is { } shown && string.Equals(provider.Settings.LookupDomain.Reveal(), shown, StringComparison.OrdinalIgnoreCase))
            .Select(static provider => provider.Settings.Name),
    ];
}
