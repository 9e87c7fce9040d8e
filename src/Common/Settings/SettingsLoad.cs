using System;
using System.Collections.Generic;

namespace IpBlock.Settings;

/// <summary>What became of reading the settings: either settings, or all that is wrong with them. Bad settings throw nothing.</summary>
public sealed class SettingsLoad
{
    private SettingsLoad(FilterSettings? settings, IReadOnlyList<SettingsError> errors)
    {
        Settings = settings;
        Errors = errors;
    }

    /// <summary>The settings; null when there are errors.</summary>
    public FilterSettings? Settings { get; }

    /// <summary>All that is wrong, in the order of the file; empty when the settings are good.</summary>
    public IReadOnlyList<SettingsError> Errors { get; }

    internal static SettingsLoad Of(FilterSettings settings) => new(settings, Array.Empty<SettingsError>());

    internal static SettingsLoad Failed(IReadOnlyList<SettingsError> errors) => new(null, errors);
}
