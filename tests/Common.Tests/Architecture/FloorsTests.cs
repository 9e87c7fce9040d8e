using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Testing.Assemblies;
using Xunit;

namespace IpBlock.Tests.Architecture;

/// <summary>Nothing reaches up: read from what the compiler made, so that no alias, <c>var</c> or extension method hides a use.</summary>
public sealed class FloorsTests
{
    private static readonly string Common = typeof(FilterEngine).Assembly.Location;

    private static readonly IReadOnlyList<TypeUse> Uses = Floors.UsesOf(Common);

    [Fact]
    public void No_floor_of_the_engine_uses_a_higher_one() => Floors.None(Floors.ReachingUp(Uses));

    [Fact]
    public void The_engine_names_no_door_no_mail_server_and_no_administration()
    {
        using var assembly = new CompiledAssembly(Common);
        Assert.DoesNotContain(assembly.References, static name => name.StartsWith("IpBlock", StringComparison.Ordinal) || name.Contains("Exchange", StringComparison.Ordinal));
        Assert.Equal(["Newtonsoft.Json"], assembly.References.Where(static name => !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Microsoft.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_resolver_knows_no_block_list() =>
        Floors.None(Uses.Where(static use => Folder(use.User) == "Dns" && Folder(use.Target) is "Providers" or "Lists" or "Settings"));

    private static string Folder(string type) => type.Split('.') is ["IpBlock", var folder, _, ..] ? folder : "";
}
