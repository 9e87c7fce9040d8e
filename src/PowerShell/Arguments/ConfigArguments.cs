using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell.Arguments;

/// <summary>What the parameters of Set-IpBlockConfig come to as settings.</summary>
internal static class ConfigArguments
{
    private static readonly Dictionary<string, SettingParameter> ByName =
        SettingParameters.General.ToDictionary(static parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings by path with their values as text; null takes a setting back to its default.</summary>
    /// <param name="bound">The arguments that were given.</param>
    /// <param name="before">What is in force, for what is added to and removed from its lists.</param>
    /// <exception cref="ArgumentException">A hashtable has other keys than Add and Remove, or is given for a setting of one value.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> Read(IReadOnlyDictionary<string, object?> bound, FilterSettings before)
    {
        foreach (var argument in bound)
        {
            if (ByName.TryGetValue(argument.Key, out var parameter))
                yield return new KeyValuePair<string, string?>(parameter.Path, SettingArgument.OneText(Changed(GeneralSetting.Find(parameter.Path), argument.Value, before, parameter.Path), parameter.Property));
        }

        if (bound.TryGetValue("Setting", out var others) && others is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
            {
                var path = entry.Key.ToString() ?? "";
                yield return new KeyValuePair<string, string?>(path, SettingArgument.OneText(Changed(GeneralSetting.Find(path), entry.Value, before, path), GeneralSetting.Find(path)?.Property));
            }
        }
    }

    // Only a hashtable needs what is there; anything else takes its place as it is.
    private static object? Changed(GeneralSetting? setting, object? given, FilterSettings before, string path)
    {
        var value = given is System.Management.Automation.PSObject wrapped ? wrapped.BaseObject : given;
        if (value is not IDictionary)
            return value;
        return setting?.Property.IsList == true
            ? MultiValued.Read(value).ApplyTo(setting.Property.Format(setting.Get(before)))
            : throw new ArgumentException($"@{{Add=…; Remove=…}} is not supported for {path}, which has a single value; specify the value.", nameof(given));
    }

    /// <summary>The edits that turn the exempt recipients there are into those that were asked for. Whoever stays keeps comment and end.</summary>
    /// <exception cref="ArgumentException">The value is neither a list nor a hashtable of Add and Remove.</exception>
    public static IEnumerable<SettingsEdit> Recipients(object? value, IReadOnlyList<RecipientException> before)
    {
        var names = new List<string>();
        foreach (var exception in before)
            names.Add(exception.Recipient.ToString());
        var old = new HashSet<string>(names.ConvertAll(Mailbox), StringComparer.OrdinalIgnoreCase);
        var wanted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var edits = new List<SettingsEdit>();
        foreach (var name in MultiValued.Read(value).ApplyTo(names))
        {
            wanted.Add(Mailbox(name));
            if (!old.Contains(Mailbox(name)))
                edits.Add(SettingsEdit.AddRecipientException(name, null, null));
        }

        foreach (var name in names)
        {
            if (!wanted.Contains(Mailbox(name)))
                edits.Add(SettingsEdit.RemoveRecipientException(name));
        }

        return edits;
    }

    private static string Mailbox(string name) => RecipientPattern.TryParse(name, out var recipient, out _) ? recipient.Canonical : name;
}
