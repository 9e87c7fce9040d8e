using System;
using IpBlock.Providers.Health;
using IpBlock.Settings;

namespace IpBlock.Administration.Providers;

/// <summary>What the running service or agent has found out about the lists, and written down.</summary>
public static class WrittenHealth
{
    /// <summary>The health of the lists of these settings; nothing is known where it is not watched, or has not been written yet.</summary>
    public static HealthMemory Read(FilterSettings settings, string settingsPath)
    {
        if (settings is null)
            throw new ArgumentNullException(nameof(settings));
        return settings.Enabled && settings.Health.Enabled ? HealthFile.Read(FilterEngine.LogDirectory(settings, settingsPath)) : HealthMemory.Empty;
    }
}
