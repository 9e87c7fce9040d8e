using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Import;

/// <summary>What is lost when settings are written down without their keys, and how that is noticed afterwards.</summary>
public static class LeftOutKeys
{
    /// <summary>The providers and lists that would be asked without their keys if the settings were written down without them, and the settings that would be gone.</summary>
    public static IReadOnlyList<string> Of(FilterSettings settings)
    {
        var providers = ProviderReport.All(settings).ToList();
        return
        [
            .. providers.OrderBy(static provider => provider.Kind != ProviderKind.Block).Where(static provider => provider.HasKey).Select(static provider => provider.Settings.Name),
            .. settings.Lists.Where(static list => list.Url is { HasSecrets: true }).Select(static list => list.Name),
            .. Notify(settings.Notify),
            .. settings.Service.MetricsOtlp is { HasSecrets: true } ? (string[])["service.metricsOtlp"] : [],
        ];
    }

    /// <summary>The providers whose lookup domain is the name that is shown for it: their keys were left out when these settings were written down.</summary>
    public static IReadOnlyList<string> Missing(FilterSettings settings) =>
    [
        .. ProviderReport.All(settings)
            .Where(static provider => provider.Settings.PublicName is { } shown && string.Equals(provider.Settings.LookupDomain.Reveal(), shown, StringComparison.OrdinalIgnoreCase))
            .Select(static provider => provider.Settings.Name),
    ];

    private static IEnumerable<string> Notify(NotifySettings notify)
    {
        if (notify.Email.Password is not null)
            yield return "notify.email.password";
        if (notify.Webhook.Url is { HasSecrets: true })
            yield return "notify.webhook.url";
        if (notify.Webhook.Secret is not null)
            yield return "notify.webhook.secret";
    }
}
