using System;
using System.Collections;
using System.Collections.Generic;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Cmdlets;

/// <summary>Completes the names of providers, of one kind where the command line says which.</summary>
public sealed class ProviderNameCompleter : SettingsNameCompleter
{
    private protected override IEnumerable<string> Complete(FilterSettings? settings, IDictionary given, string? word) =>
        ProviderNames.Complete(settings, Enum.TryParse(given["Kind"]?.ToString(), ignoreCase: true, out ProviderKind kind) ? kind : null, word);
}
