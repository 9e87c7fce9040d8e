using System;
using System.Collections.Generic;
using System.Management.Automation;
using IpBlock.Administration.Lists;
using IpBlock.Lists;
using IpBlock.PowerShell.Arguments;
using IpBlock.Settings;

namespace IpBlock.PowerShell;

/// <summary>A list in a file as Get-IpBlockList shows it: what the settings say, what its file says, and how fetching went. Beside these properties it has one for each of the settings.</summary>
public sealed class IpBlockList
{
    private readonly ListSettings _settings;

    internal IpBlockList(ListReport report)
    {
        var feed = report.Feed;
        _settings = report.Settings;
        Name = report.Settings.Name;
        Priority = report.Priority;
        Path = report.Place.File;
        LastResult = feed.Result.ToString();
        LastTried = feed.Tried?.LocalDateTime;
        HeldBecause = feed.Result == FeedResult.Held ? feed.Why : null;
        Trouble = report.Trouble ?? (feed.Why.Length > 0 ? feed.Why : null);
        Difference = report.Difference;
        IsInForce = report.IsInForce;
        Entries = report.Entries;
        Refreshed = report.Age is { } age ? (report.Now - age).LocalDateTime : null;
    }

    /// <summary>The name, by which the other cmdlets find the list.</summary>
    public string Identity => Name;

    /// <summary>What replies and logs call it.</summary>
    public string Name { get; }

    /// <summary>Its place among the lists; 1 is heard first.</summary>
    public int Priority { get; }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Whether it lists anybody now.</summary>
    public bool IsInForce { get; }

    /// <summary>In what the running service or agent has the list otherwise than the file is now; null when there is no difference.</summary>
    public string? Difference { get; }

    /// <summary>Its entries in force.</summary>
    public int Entries { get; }

    /// <summary>When it was last written or found to be up to date; null when there is no file.</summary>
    public DateTime? Refreshed { get; }

    /// <summary>How the last attempt to fetch it ended.</summary>
    public string LastResult { get; }

    /// <summary>When the last attempt to fetch it was.</summary>
    public DateTime? LastTried { get; }

    /// <summary>Why a new version of it is held back; null when none is.</summary>
    public string? HeldBecause { get; }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Trouble { get; }

    /// <summary>With the settings, as it is handed out.</summary>
    internal PSObject WithSettings() => SettingsObject.Of(
        this,
        SettingParameters.List,
        setting => setting.Property.Get(_settings),
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["expiresAfter"] = _settings.Life });

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
