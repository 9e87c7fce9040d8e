using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Settings;

namespace IpBlock.Fleet.Versions;

/// <summary>Files that settings name and that are not on this server. Those that were missing before stand against nothing.</summary>
internal static class MissingFiles
{
    /// <summary>A sentence about the first few; null when none is missing that was not before.</summary>
    public static string? In(FilterSettings next, FilterSettings? present, string settingsPath)
    {
        var known = new HashSet<string>(present is null ? [] : Named(present).Select(static file => file.Path), StringComparer.Ordinal);
        var folder = Path.GetDirectoryName(Path.GetFullPath(settingsPath)) ?? ".";
        var missing = Named(next).Where(file => !known.Contains(file.Path) && !File.Exists(Path.Combine(folder, file.Path)))
            .Take(3).Select(static file => $"{file.What}: {file.Path}").ToList();
        return missing.Count == 0 ? null : $"a file is missing on this server ({string.Join("; ", missing)}): create it, and the version is applied automatically";
    }

    private static IEnumerable<(string What, string Path)> Named(FilterSettings settings)
    {
        foreach (var list in settings.Lists)
        {
            if (list is { Enabled: true, File: { } file })
                yield return ("list " + list.Name, file);
        }

        foreach (var policy in settings.RecipientPolicies)
        {
            if (policy is { Enabled: true, RecipientsFile: { } file })
                yield return ("policy " + policy.Name, file);
        }
    }
}
