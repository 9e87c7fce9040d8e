using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Settings;
using IpBlock.Testing.Manual;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>The worked examples of docs/scores.md are settings that load and mean what they seem to.</summary>
public sealed class ScoresManualTests
{
    public static TheoryData<string> Examples => [.. Blocks()];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_loads_without_a_warning(string example)
    {
        var load = SettingsFile.Parse(example, "example");
        Assert.Empty(load.Errors);
        Assert.Empty(SettingsWarnings.Of(load.Settings!, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void There_are_two() => Assert.Equal(2, Blocks().Count());

    private static IEnumerable<string> Blocks() => WrittenFile.Read("docs/scores.md").Split("```json\n").Skip(1).Select(static part => part[..part.IndexOf("```", StringComparison.Ordinal)]);
}
