using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Testing.Assemblies;
using Xunit;

namespace IpBlock.Tests.Architecture;

/// <summary>The floors of the house, from the ground. Code may use its own floor and those below.</summary>
internal static class Floors
{
    private static readonly string[][] FromTheGround =
    [
        ["IpBlock.Addresses", "IpBlock.Dns", "IpBlock.Time", "IpBlock.Files"],
        ["IpBlock.Notices"],
        ["IpBlock.Settings"],
        ["IpBlock.Providers", "IpBlock.Lists", "IpBlock.Exceptions", "IpBlock.Hosts"],
        ["IpBlock.RecipientPolicies"],
        ["IpBlock.Filtering"],
        ["IpBlock.Sessions"],
        ["IpBlock.Reporting"],
        ["IpBlock"],
        ["IpBlock.Administration"],
        ["IpBlock.LogIndex", "IpBlock.Fleet"],
        ["IpBlock.Agent", "IpBlock.Service", "IpBlock.PowerShell", "IpBlock.Manager"],
    ];

    // They stand beside the engine for want of a folder, and know nothing of it.
    private static readonly string[] Words = ["IpBlock.DamagedJson", "IpBlock.Printable", "IpBlock.PrintableAscii"];

    /// <summary>All that the types of an assembly use.</summary>
    public static IReadOnlyList<TypeUse> UsesOf(string path)
    {
        using var assembly = new CompiledAssembly(path);
        return assembly.Uses();
    }

    /// <summary>Fails with each use on a line of its own, where <c>Assert.Empty</c> would shorten them.</summary>
    public static void None(IEnumerable<TypeUse> uses)
    {
        var lines = uses.Select(static use => use.ToString()).Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join("\n", lines));
    }

    /// <summary>The uses that reach up.</summary>
    public static IEnumerable<TypeUse> ReachingUp(IEnumerable<TypeUse> uses) => uses.Where(static use => Of(use.Target) > Of(use.User));

    /// <summary>The number of a type's floor; what is not ours is the ground that all stand on.</summary>
    /// <exception cref="InvalidOperationException">A folder that has no floor yet.</exception>
    public static int Of(string type)
    {
        if (Array.IndexOf(Words, type) >= 0 || !(type.StartsWith("IpBlock.", StringComparison.Ordinal)))
            return 0;
        for (var space = Parent(type); space.Length > 0; space = Parent(space))
        {
            // What lies in the root is the engine itself; a folder that nobody has given a floor is not.
            var floor = space == "IpBlock" && Parent(type) != "IpBlock" ? -1 : Array.FindIndex(FromTheGround, folders => folders.Contains(space, StringComparer.Ordinal));
            if (floor >= 0)
                return floor;
        }

        throw new InvalidOperationException($"{type} is in a folder that has no floor yet: give it one here and in docs/architecture.md.");
    }

    private static string Parent(string name) => name[..Math.Max(0, name.LastIndexOf('.'))];
}
