using System.IO;
using System.Reflection;
using Xunit;

namespace IpBlock.PowerShell.Tests;

/// <summary>The module finds its own assemblies, and meddles with nobody else's.</summary>
public sealed class ModuleAssembliesTests
{
    private static readonly Assembly Engine = typeof(FilterEngine).Assembly;

    [Fact]
    public void The_engines_json_reader_is_found_beside_the_module() =>
        Assert.Equal("Newtonsoft.Json.dll", Path.GetFileName(ModuleAssemblies.FileFor(new AssemblyName("Newtonsoft.Json, Version=13.0.0.0"), Engine)));

    [Fact]
    public void A_later_version_than_ours_is_not_promised() => Assert.Null(ModuleAssemblies.FileFor(new AssemblyName("Newtonsoft.Json, Version=14.0.0.0"), Engine));

    [Fact]
    public void Other_modules_are_left_alone() => Assert.Null(ModuleAssemblies.FileFor(new AssemblyName("Newtonsoft.Json, Version=13.0.0.0"), typeof(FactAttribute).Assembly));

    [Fact]
    public void Other_assemblies_are_left_alone() => Assert.Null(ModuleAssemblies.FileFor(new AssemblyName("xunit.v3.core, Version=1.0.0.0"), Engine));
}
