using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Administration.Providers;
using IpBlock.Settings;

namespace IpBlock.PowerShell.Arguments;

/// <summary>Which providers a name or a pattern means.</summary>
internal static class ProviderNames
{
    /// <summary>The words that complete what was typed so far, quoted where PowerShell needs it. None when the settings cannot be read.</summary>
    /// <param name="settings">The settings; null when they cannot be read.</param>
    /// <param name="kind">Of which kind; null for both.</param>
    /// <param name="word">What was typed, perhaps with an opening quote.</param>
    public static IEnumerable<string> Complete(FilterSettings? settings, ProviderKind? kind, string? word) =>
        Complete(settings is null ? [] : ProviderReport.All(settings, kind).Select(static provider => provider.Settings.Name), word);

    /// <summary>Those of the names that complete what was typed so far, quoted where PowerShell needs it.</summary>
    public static IEnumerable<string> Complete(IEnumerable<string> names, string? word)
    {
        var start = (word ?? "").Trim('\'', '"');
        return names
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(Quoted)
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>True when the text is a name rather than a pattern.</summary>
    public static bool IsPlain(string name) => !WildcardPattern.ContainsWildcardCharacters(name);

    private static string Quoted(string name) =>
        name.All(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') && char.IsLetterOrDigit(name[0]) ? name : "'" + name.Replace("'", "''") + "'";
}
