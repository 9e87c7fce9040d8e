using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace IpBlock.Testing.Assemblies;

public sealed class CompiledAssemblyTests
{
    private const string Space = "IpBlock.Testing.Assemblies.Ways.";

    private static readonly IReadOnlyList<TypeUse> Uses = Read();

    [Theory]
    [InlineData("Base", "base type")]
    [InlineData("IFace", "base type")]
    [InlineData("Constraint", "base type")]
    [InlineData("MarkAttribute", "attribute")]
    [InlineData("Held", "_held")]
    [InlineData("Argument", "_arguments")]
    [InlineData("Taken", "Takes")]
    [InlineData("Given", "set_Gives")]
    [InlineData("Called", "Calls")]
    [InlineData("Local", "Makes")]
    [InlineData("Fields", "Reads")]
    [InlineData("Cast", "Asks")]
    [InlineData("Looked", "Looks")]
    [InlineData("Outer", "New")]
    [InlineData("Choice", "Chooses")]
    [InlineData("Caught", "Catches")]
    [InlineData("Awaited", "<WaitsAsync>d__")]
    [InlineData("Captured", "<Captures>b__")]
    public void A_use_of_each_kind_is_found(string target, string member) =>
        Assert.Contains(Uses, use => use.User == Space + "User`1" && use.Target == Space + target && use.Member.Contains(member, StringComparison.Ordinal));

    [Fact]
    public void What_a_type_does_not_use_is_not_told() =>
        Assert.DoesNotContain(Uses, static use => use.User == Space + "User`1" && use.Target.StartsWith("Xunit", StringComparison.Ordinal));

    [Fact]
    public void Types_of_other_assemblies_go_by_their_assembly() =>
        Assert.Contains(Uses, static use => use is { Target: "Xunit.Assert", Assembly: "xunit.v3.assert" } && use.User.EndsWith(nameof(CompiledAssemblyTests), StringComparison.Ordinal));

    private static IReadOnlyList<TypeUse> Read()
    {
        using var assembly = new CompiledAssembly(typeof(CompiledAssemblyTests).Assembly.Location);
        return assembly.Uses();
    }
}
