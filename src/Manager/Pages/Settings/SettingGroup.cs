using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Manager.Components.Forms;
using IpBlock.Settings.Schema;

namespace IpBlock.Manager.Pages.Settings;

/// <summary>General settings that stand in one object of the file, as in the manual.</summary>
/// <param name="Key">The path of the object; empty for the file itself.</param>
/// <param name="Settings">Its settings, in the order of the manual.</param>
public sealed record SettingGroup(string Key, IReadOnlyList<GeneralSetting> Settings)
{
    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        [""] = "General",
        ["deferOnce"] = "Deferring once",
        ["mark"] = "Marking",
        ["exceptions"] = "Exceptions in general",
        ["helo"] = "HELO",
        ["dns"] = "DNS",
        ["health"] = "Health of the providers",
        ["feeds"] = "Fetched lists",
        ["notify"] = "Notifications",
        ["notify.email"] = "Notifications by e-mail",
        ["notify.webhook"] = "Notifications by webhook",
    };

    /// <summary>All of them, in the order of the manual; an object within another behind it.</summary>
    public static IReadOnlyList<SettingGroup> All { get; } =
    [
        .. GeneralSetting.All.GroupBy(static setting => KeyOf(setting.Path).Split('.')[0], StringComparer.Ordinal).SelectMany(static part => part
            .GroupBy(static setting => KeyOf(setting.Path), StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => new SettingGroup(group.Key, [.. group]))),
    ];

    /// <summary>What it is called.</summary>
    public string Title => Titles.GetValueOrDefault(Key) ?? FieldTitles.Of(Key);

    /// <summary>What it is about; empty for the file itself.</summary>
    public string Description => Settings[0].Owners.LastOrDefault()?.Description ?? "";

    /// <summary>The address of the page that shows it.</summary>
    public string Address => Key.Length == 0 ? "settings" : "settings?group=" + Key;

    /// <summary>The group of a setting.</summary>
    public static SettingGroup Of(string path) => All.First(group => group.Key == KeyOf(path));

    private static string KeyOf(string path) => path[..Math.Max(0, path.LastIndexOf('.'))];
}
