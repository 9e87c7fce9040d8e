using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Editing;

/// <summary>
/// The settings as somebody has read them who will change them later. The change is refused when the file is another by then: see <see
/// cref="SettingsEditor.Apply(SettingsReading,SettingsEdit[])"/>.
/// </summary>
public sealed class SettingsReading
{
    internal SettingsReading(SettingsText text)
    {
        Text = text;
        var load = text.Load();
        Settings = load.Settings;
        Errors = load.Errors;
    }

    /// <summary>The settings; null when there are errors.</summary>
    public FilterSettings? Settings { get; }

    /// <summary>All that is wrong, in the order of the file; empty when the settings are good.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    /// <summary>True when there is no settings file: all settings have their defaults, and the first change makes it.</summary>
    public bool IsMissing => Text.IsMissing;

    /// <summary>The file itself, keys and all. It must not be shown.</summary>
    internal SettingsText Text { get; }

    /// <summary>True when the file is still as it was read.</summary>
    internal bool IsStill(SettingsText present) => (IsMissing && present.IsMissing) || Text.IsSameAs(present);
}
