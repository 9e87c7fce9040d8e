using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Import.Postfix;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.Administration.Tests.Import;

/// <summary>Tables that stand in main.cf itself hold what the real postmap finds in them.</summary>
public sealed class InlineTableTests
{
    [Theory]
    [InlineData("inline:{ {192.0.2.1 = REJECT a b}, 192.0.2.2=OK }")]
    [InlineData("inline:{192.0.2.1=OK 192.0.2.2=REJECT}")]
    [InlineData("inline:{ { 192.0.2.1 = REJECT a, b } { 192.0.2.2 = OK } }")]
    [InlineData("inline:{ {192.0.2.1=REJECT x=y} }")]
    [InlineData("inline:{ {A.example = OK} }")]
    [InlineData("inline:{ {192.0.2.1 = DUNNO}, {192.0.2.2 = OK}, {192.0.2.1 = REJECT} }")]
    [InlineData("inline:{ 192.0.2.1 = OK }")]
    [InlineData("inline:{ {192.0.2.1 REJECT} }")]
    [InlineData("inline:{}")]
    public async Task An_inline_table_is_what_it_is_to_Postfix(string written)
    {
        Assert.True(TableName.TryParse(written, out var table));
        var ours = table.InlineText() is not { } text ? null : KeyTable.Lines(text).Select(static line => line.Key.ToLowerInvariant() + "\t" + line.Right)
            .Order(StringComparer.Ordinal).ToList();
        Assert.Equal((await PostmapAsync(written))?.Order(StringComparer.Ordinal), ours);
    }

    // Null when it is no table.
    private static async Task<List<string>?> PostmapAsync(string table)
    {
        var (exitCode, output) = await RealProcess.RunAsync("/usr/sbin/postmap", ["-s", table]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => !line.StartsWith("postmap: ", StringComparison.Ordinal));
        return exitCode == 0 ? [.. lines] : null;
    }
}
