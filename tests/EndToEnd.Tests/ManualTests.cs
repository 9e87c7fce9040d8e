using System;
using System.IO;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What the doors of these tests are configured with is what the manual says.</summary>
public sealed class ManualTests
{
    [Fact]
    public void The_lines_that_remove_a_strangers_field_at_Postfix_are_those_of_the_manual()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "IpBlock.sln")))
            folder = folder.Parent;
        var manual = File.ReadAllText(Path.Combine(folder.FullName, "docs", "postfix.md"));
        Assert.Contains(PostfixDoor.HeaderChecks.Replace(PostfixDoor.TagToken, "YOURWORD", StringComparison.Ordinal), manual, StringComparison.Ordinal);
    }
}
