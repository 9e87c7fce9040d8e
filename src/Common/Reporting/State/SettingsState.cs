using System;
using System.Collections.Generic;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Reporting.State;

/// <summary>The settings that a process has in force, and what is wrong with the file that they come from.</summary>
public sealed record SettingsState
{
    /// <summary>The settings file.</summary>
    public string Path { get; init; } = "";

    /// <summary>
    /// The digest of the text in force (<see cref="FilterSettings.Digest"/>); empty when no settings have ever been good and every client is accepted.
    /// </summary>
    public string Digest { get; init; } = "";

    /// <summary>Since when they have been in force; null when there are none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True when they are those of an earlier run, because the file has not been good since the start.</summary>
    public bool IsRestored { get; init; }

    /// <summary>What is wrong with the file now; empty when it is in force.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Whether connections are filtered at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether anybody is refused.</summary>
    public FilterMode Mode { get; init; }

    /// <summary>True while there are settings to filter by.</summary>
    public bool AreInForce => Digest.Length > 0;

    internal JObject ToJson() => new()
    {
        ["path"] = Path,
        ["digest"] = Digest,
        ["since"] = StateJson.Time(Since),
        ["restored"] = IsRestored,
        ["errors"] = new JArray(Errors),
        ["enabled"] = Enabled,
        ["mode"] = Mode.ToString(),
    };

    internal static SettingsState Parse(JToken? json) => new()
    {
        Path = StateJson.Text(json?["path"]),
        Digest = StateJson.Text(json?["digest"]),
        Since = StateJson.Time(json?["since"]),
        IsRestored = StateJson.Truth(json?["restored"]),
        Errors = StateJson.List(json?["errors"], StateJson.Text),
        Enabled = StateJson.Truth(json?["enabled"]),
        Mode = StateJson.Word<FilterMode>(json?["mode"]),
    };
}
