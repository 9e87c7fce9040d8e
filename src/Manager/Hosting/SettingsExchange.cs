using System.Collections.Generic;
using IpBlock.Administration.Editing;
using IpBlock.Administration.Sharing;
using IpBlock.Settings;

namespace IpBlock.Manager.Hosting;

/// <summary>The settings file on its way to a browser and back. No key leaves the server: marks stand for them.</summary>
public sealed class SettingsExchange(SettingsAccess settings, Installation installation)
{
    /// <summary>The settings file with marks in place of its keys; null when it has errors.</summary>
    public string? WithoutKeys() => KeylessSettings.Of(settings.Read(), installation.MarkingKey);

    /// <summary>A text with the present keys where their marks stand. It must not be shown.</summary>
    /// <param name="text">What <see cref="WithoutKeys"/> has given, changed by anybody.</param>
    /// <param name="present">The settings with the keys.</param>
    /// <param name="name">What errors call the text.</param>
    /// <param name="errors">Marks of keys that are not there any more.</param>
    public string WithKeys(string text, SettingsReading present, string name, out IReadOnlyList<SettingsError> errors) =>
        KeylessSettings.Complete(text, present, installation.MarkingKey, name, out errors);
}
