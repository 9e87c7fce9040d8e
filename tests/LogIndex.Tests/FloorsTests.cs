using System;
using System.Linq;
using IpBlock.Testing.Assemblies;
using IpBlock.Tests.Architecture;
using Xunit;

namespace IpBlock.LogIndex.Tests;

/// <summary>The index knows the administration and the engine, and no page.</summary>
public sealed class FloorsTests
{
    private static readonly string Path = typeof(DecisionIndex).Assembly.Location;

    [Fact]
    public void It_reaches_no_higher_than_the_administration() => Floors.None(Floors.ReachingUp(Floors.UsesOf(Path)));

    [Fact]
    public void Beside_ours_it_needs_SQLite_alone()
    {
        using var assembly = new CompiledAssembly(Path);
        Assert.Equal(
            ["IpBlock.Administration", "IpBlock.Common", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"],
            assembly.References.Where(static name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Win32", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
