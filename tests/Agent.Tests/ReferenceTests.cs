using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace IpBlock.Agent.Tests;

/// <summary>
/// Inside EdgeTransport.exe there are no binding redirects of ours. Every assembly, type and member that the agent's folder refers to must be in that folder, in the .NET Framework 4.7.2
/// or in the SDK, with exactly the version and token asked for.
/// </summary>
public sealed class ReferenceTests
{
    private static readonly string AgentFolder = Metadata("AgentFolder");
    private static readonly string[] Shipped = Directory.GetFiles(AgentFolder, "*.dll");

    public static TheoryData<string> ShippedFiles() => [.. Shipped.Select(path => Path.GetFileName(path))];

    [Fact]
    public void The_folder_holds_our_assemblies_and_Newtonsoft_Json_and_nothing_of_Microsofts() =>
        Assert.Equal(["IpBlock.Agent.dll", "IpBlock.Common.dll", "Newtonsoft.Json.dll"], Shipped.Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void Exchange_loads_the_engine_and_no_administration()
    {
        using var world = new MetadataWorld(Places());
        var ours = Shipped.SelectMany(world.ReferencesOf).Select(static name => name.Split(',')[0]).Where(static name => name.StartsWith("IpBlock", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["IpBlock.Common"], ours.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void Every_assembly_reference_resolves_with_its_exact_version_and_token(string file)
    {
        using var world = new MetadataWorld(Places());
        Assert.Empty(world.UnresolvedAssemblies(Path.Combine(AgentFolder, file)));
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void Every_type_and_member_reference_resolves(string file)
    {
        using var world = new MetadataWorld(Places());
        Assert.Empty(world.UnresolvedMembers(Path.Combine(AgentFolder, file)));
    }

    [Fact]
    public void A_reference_to_another_version_would_be_found()
    {
        // The same walk without the SDK's assembly: the test can fail.
        using var world = new MetadataWorld(Places().Where(path => !path.EndsWith("Microsoft.Exchange.Data.Transport.dll", StringComparison.Ordinal)));
        var agent = Path.Combine(AgentFolder, "IpBlock.Agent.dll");
        Assert.Contains(world.UnresolvedAssemblies(agent), name => name.StartsWith("Microsoft.Exchange.Data.Transport, Version=15.0.1474.0", StringComparison.Ordinal));
        Assert.NotEmpty(world.UnresolvedMembers(agent));
    }

    [Fact]
    public void The_agent_and_the_engine_are_strong_named_and_the_SDK_has_the_version_of_Exchange_2013()
    {
        using var world = new MetadataWorld(Places());
        var references = world.ReferencesOf(Path.Combine(AgentFolder, "IpBlock.Agent.dll")).ToList();
        Assert.Contains("Microsoft.Exchange.Data.Transport, Version=15.0.1474.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", references);
        Assert.Contains("Microsoft.Exchange.Data.Common, Version=15.0.1474.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", references);
        Assert.DoesNotContain(references, name => name.EndsWith("PublicKeyToken=null", StringComparison.Ordinal));
        Assert.DoesNotContain(references, name => name.StartsWith("netstandard,", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ShippedFiles))]
    public void Exchange_loads_the_engine_and_nothing_that_administers_it(string file)
    {
        using var world = new MetadataWorld(Places());
        Assert.DoesNotContain(world.ReferencesOf(Path.Combine(AgentFolder, file)), name => name.StartsWith("IpBlock.", StringComparison.Ordinal) && !name.StartsWith("IpBlock.Common,", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Places() =>
    [
        .. Shipped,
        Metadata("StandIn"),
        Metadata("MimeStandIn"),
        .. Directory.GetFiles(Metadata("FrameworkPack"), "*.dll"),
        .. Directory.GetFiles(Path.Combine(Metadata("FrameworkPack"), "Facades"), "*.dll"),
    ];

    private static string Metadata(string key) =>
        typeof(ReferenceTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => string.Equals(pair.Key, key, StringComparison.Ordinal)).Value!;
}
