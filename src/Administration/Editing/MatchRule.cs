using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Editing;

/// <summary>
/// The three properties that say which answers of a list match. Any code excludes the two others in the settings file; in Exchange it does not, and
/// whoever sets the one means the others to go.
/// </summary>
public static class MatchRule
{
    private const string AnyMatch = "anyMatch";
    private const string BitmaskMatch = "bitmaskMatch";
    private const string IpAddressesMatch = "ipAddressesMatch";

    /// <summary>Adds to changes of a provider what they leave without meaning, to be taken out of the file.</summary>
    /// <param name="changes">JSON names and values, as for <see cref="SettingsEdit.SetProvider"/>.</param>
    public static void Complete(IDictionary<string, object?> changes)
    {
        if (changes is null)
            throw new ArgumentNullException(nameof(changes));
        if (changes.TryGetValue(AnyMatch, out var any) && any is true)
        {
            Unset(changes, BitmaskMatch);
            Unset(changes, IpAddressesMatch);
        }
        else if (IsSet(changes, BitmaskMatch) || IsSet(changes, IpAddressesMatch))
        {
            Unset(changes, AnyMatch);
        }
    }

    private static bool IsSet(IDictionary<string, object?> changes, string property) => changes.TryGetValue(property, out var value) && value is not null;

    private static void Unset(IDictionary<string, object?> changes, string property)
    {
        if (!changes.ContainsKey(property))
            changes[property] = null;
    }
}
