using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.PowerShell.Arguments;

namespace IpBlock.PowerShell;

/// <summary>Gives an object of the cmdlets a property for each setting, under the name of the parameter that sets it.</summary>
internal static class SettingsObject
{
    /// <param name="shown">The object, with the properties that are no settings.</param>
    /// <param name="settings">What it shows beside them.</param>
    /// <param name="read">Reads a setting's value.</param>
    /// <param name="inForce">What is shown by path instead of what the file says, such as the folder where it names none.</param>
    public static PSObject Of(
        object shown, IReadOnlyList<SettingParameter> settings, Func<SettingParameter, object?> read, IReadOnlyDictionary<string, object?>? inForce = null)
    {
        var result = new PSObject(shown);
        foreach (var setting in settings)
        {
            if (shown.GetType().GetProperty(setting.Name) is not null)
                continue;

            // The module has told PowerShell of these properties for completion, so a check whether they are there already would find them.
            var value = inForce is not null && inForce.TryGetValue(setting.Path, out var real) ? real : setting.Show(read(setting));
            result.Properties.Add(new PSNoteProperty(setting.Name, value), preValidated: true);
        }

        return result;
    }
}
