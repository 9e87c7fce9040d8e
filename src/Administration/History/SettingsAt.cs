using System;
using IpBlock.Settings;

namespace IpBlock.Administration.History;

/// <summary>The settings that were in force at a time.</summary>
public sealed class SettingsAt
{
    internal SettingsAt(FilterSettings settings, int change, DateTimeOffset since, bool isPresent)
    {
        Settings = settings;
        Change = change;
        Since = since;
        IsPresent = isPresent;
    }

    /// <summary>The settings.</summary>
    public FilterSettings Settings { get; }

    /// <summary>The change that made them what they were; 0 for the first version that is known.</summary>
    public int Change { get; }

    /// <summary>When that was.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>True when they are those of the file as it is now.</summary>
    public bool IsPresent { get; }
}
