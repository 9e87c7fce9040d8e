using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes the names of recipient policies.</summary>
public sealed class PolicyNameCompleter : SettingsNameCompleter
{
    private protected override IEnumerable<string> Complete(FilterSettings? settings, IDictionary given, string? word) =>
        ProviderNames.Complete(settings?.RecipientPolicies.Select(static policy => policy.Name) ?? [], word);
}
