using System.Linq;
using IpBlock.Administration.Checking;
using IpBlock.Testing.Assemblies;
using IpBlock.Tests.Architecture;
using Xunit;

namespace IpBlock.Administration.Tests;

/// <summary>The administration knows the engine, and nothing of doors, command line and cmdlets, which all use it.</summary>
public sealed class FloorsTests
{
    private static readonly string Path = typeof(SiteCheck).Assembly.Location;

    [Fact]
    public void The_administration_reaches_no_higher_than_the_engine() => Floors.None(Floors.ReachingUp(Floors.UsesOf(Path)));

    [Fact]
    public void Of_our_assemblies_it_needs_the_engine_alone()
    {
        using var assembly = new CompiledAssembly(Path);
        Assert.Equal(["IpBlock.Common"], assembly.References.Where(static name => name.StartsWith("IpBlock", System.StringComparison.OrdinalIgnoreCase)));
    }
}
