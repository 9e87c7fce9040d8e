using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Settings;

/// <summary>What the pages of the settings do.</summary>
public static class SettingsCommands
{
    /// <summary>Changes general settings.</summary>
    public static readonly PageCommand Save = new("settings.save", "changed settings");

    /// <summary>Puts a whole file in place of the settings.</summary>
    public static readonly PageCommand Upload = new("settings.upload", "uploaded a settings file");
}
