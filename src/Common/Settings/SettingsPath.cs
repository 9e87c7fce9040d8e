using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IpBlock.Settings;

/// <summary>Where the settings file is.</summary>
public static class SettingsPath
{
    /// <summary>The environment variable that names another file.</summary>
    public const string Variable = "IPBLOCK_SETTINGS";

    /// <summary>
    /// The file that <c>IPBLOCK_SETTINGS</c> names; else <c>%ProgramData%\IpBlock\ipblock.json</c> on Windows and <c>/etc/ipblock/ipblock.json</c>
    /// elsewhere. The file need not exist.
    /// </summary>
    public static string Default => Choose(
        Environment.GetEnvironmentVariable(Variable),
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData) : null);

    internal static string Choose(string? variable, string? programData)
    {
        if (!string.IsNullOrWhiteSpace(variable))
            return variable!;
        return programData is null ? "/etc/ipblock/ipblock.json" : Path.Combine(programData, "IpBlock", "ipblock.json");
    }
}
