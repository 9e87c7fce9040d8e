using System;
using System.Linq;

namespace IpBlock.Administration.Doctor.SettingsChecks;

/// <summary>How much a host name with stars stands for.</summary>
internal static class HostWidth
{
    /// <summary>True for <c>*.com</c>: only the last label is without a star.</summary>
    public static bool IsWholeTopLevel(string hostName)
    {
        var labels = hostName.TrimEnd('.').Split('.');
        return labels.Length > 1 && Array.TrueForAll(labels.Take(labels.Length - 1).ToArray(), static label => label.IndexOf('*') >= 0);
    }
}
