using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace IpBlock.PowerShell.Tests.Surface;

/// <summary>The built module: its folder, its manifest, its cmdlets.</summary>
internal static class Module
{
    public static string Folder { get; } = Path.GetFullPath(
        typeof(Module).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static metadata => metadata.Key == "ModuleFolder").Value!);

    public static string Manifest { get; } = File.ReadAllText(Path.Combine(Folder, "IpBlock.psd1"));

    public static IReadOnlyList<CmdletSurface> Cmdlets { get; } =
        [.. typeof(IpBlockProvider).Assembly.GetExportedTypes().Where(static type => CmdletSurface.Attribute(type, typeof(CmdletAttribute)) is not null)
            .Select(static type => new CmdletSurface(type)).OrderBy(static cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    public static CmdletSurface Find(string name) => Cmdlets.Single(cmdlet => cmdlet.Name == name);

    /// <summary>The strings of a list in the manifest.</summary>
    public static IReadOnlyList<string> List(string key)
    {
        var list = Regex.Match(Manifest, $@"^\s*{key}\s*=\s*@\((.*?)\)", RegexOptions.Multiline | RegexOptions.Singleline, TimeSpan.FromSeconds(10)).Groups[1].Value;
        return [.. list.Split('\'').Where(static (_, place) => place % 2 == 1)];
    }
}
