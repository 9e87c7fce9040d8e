using System;
using System.Linq;
using IpBlock.Testing.Assemblies;
using IpBlock.Tests.Architecture;
using Xunit;

namespace IpBlock.Fleet.Tests;

/// <summary>The fleet stands on the administration and knows no door, no command and no screen.</summary>
public sealed class FloorsTests
{
    private static readonly string Path = typeof(FleetSettings).Assembly.Location;

    [Fact]
    public void The_fleet_uses_no_higher_floor() => Floors.None(Floors.ReachingUp(Floors.UsesOf(Path)));

    [Fact]
    public void It_refers_to_the_engine_the_administration_and_the_database_only()
    {
        using var assembly = new CompiledAssembly(Path);
        Assert.Equal(
            ["IpBlock.Administration", "IpBlock.Common", "Newtonsoft.Json", "Npgsql", "dbup-core", "dbup-postgresql"],
            assembly.References.Where(static name => !name.StartsWith("System", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
