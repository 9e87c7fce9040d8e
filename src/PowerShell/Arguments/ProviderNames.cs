using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
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
        Complete(All(settings, kind).Select(static provider => provider.Settings.Name), word);

    /// <summary>Those of the names that complete what was typed so far, quoted where PowerShell needs it.</summary>
    public static IEnumerable<string> Complete(IEnumerable<string> names, string? word)
    {
        var start = (word ?? "").Trim('\'', '"');
        return names
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(Quoted)
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The providers in the order in which they are heard, each with its kind and its priority.</summary>
    public static IEnumerable<(ProviderSettings Settings, ProviderKind Kind, int Priority)> All(FilterSettings? settings, ProviderKind? kind = null)
    {
        if (settings is null)
            yield break;
        if (kind is null or ProviderKind.Allow)
        {
            for (var i = 0; i < settings.AllowProviders.Count; i++)
                yield return (settings.AllowProviders[i], ProviderKind.Allow, i + 1);
        }

        if (kind is null or ProviderKind.Block)
        {
            for (var i = 0; i < settings.BlockProviders.Count; i++)
                yield return (settings.BlockProviders[i], ProviderKind.Block, i + 1);
        }
    }

    /// <summary>True when the text is a name rather than a pattern.</summary>
    public static bool IsPlain(string name) => !WildcardPattern.ContainsWildcardCharacters(name);

    private static string Quoted(string name) =>
        name.All(static letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') && char.IsLetterOrDigit(name[0]) ? name : "'" + name.Replace("'", "''") + "'";
}
