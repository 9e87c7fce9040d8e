using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IpBlock.Lists;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;
using IpBlock.Settings.Schema;

namespace IpBlock.PowerShell;

/// <summary>The settings that belong to no single provider, entry or exception. Beside these properties it has one for each of them.</summary>
public sealed class IpBlockConfig
{
    private IpBlockConfig(FilterSettings settings, string path)
    {
        SettingsPath = path;
        BypassedRecipients = [.. settings.Exceptions.Recipients.Select(static exception => exception.Recipient.ToString())];
    }

    /// <summary>The settings file.</summary>
    public string SettingsPath { get; }

    /// <summary>Recipients who get mail from listed clients too.</summary>
    public IReadOnlyList<string> BypassedRecipients { get; }

    internal static PSObject Of(FilterSettings settings, string path) => SettingsObject.Of(
        new IpBlockConfig(settings, path),
        SettingParameters.General,
        setting => GeneralSetting.Find(setting.Path)!.Get(settings),
        new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["log.directory"] = FilterEngine.LogDirectory(settings, path),
            ["feeds.directory"] = ListPlace.Directory(settings, path),
        });
}
