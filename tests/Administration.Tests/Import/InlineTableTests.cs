using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using IpBlock.Administration.Import.Postfix;
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
    public void An_inline_table_is_what_it_is_to_Postfix(string written)
    {
        Assert.True(TableName.TryParse(written, out var table));
        var ours = table.InlineText() is not { } text ? null : KeyTable.Lines(text).Select(static line => line.Key.ToLowerInvariant() + "\t" + line.Right)
            .Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Postmap(written)?.Order(StringComparer.Ordinal), ours);
    }

    // Null when it is no table.
    private static List<string>? Postmap(string table)
    {
        using var postmap = Process.Start(new ProcessStartInfo("/usr/sbin/postmap", ["-s", table]) { RedirectStandardOutput = true,
            RedirectStandardError = true })!;
        _ = postmap.StandardError.ReadToEndAsync();
        var lines = postmap.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        Assert.True(postmap.WaitForExit(30_000));
        return postmap.ExitCode == 0 ? lines : null;
    }
}
