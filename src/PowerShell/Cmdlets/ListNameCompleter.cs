using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes the names of lists.</summary>
public sealed class ListNameCompleter : SettingsNameCompleter
{
    private protected override IEnumerable<string> Complete(FilterSettings? settings, IDictionary given, string? word) =>
        ProviderNames.Complete(settings?.Lists.Select(static list => list.Name) ?? [], word);
}
