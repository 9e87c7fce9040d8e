using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IpBlock.Testing;
using IpBlock.Testing.Manual;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd;

/// <summary>What <c>./run.sh</c> promises on its screen: clients to try, the command line, decisions as they are made, and nothing left behind.</summary>
public sealed partial class DemonstrationTests
{
    [Fact]
    public async Task It_serves_shows_each_decision_has_a_command_line_and_leaves_nothing()
    {
        await using var demonstration = await RealProcess.StartAsync(
            Path.Combine(WrittenFile.Repository, "run.sh"), ["--no-page"], static process => Task.FromResult(process.Output.Contains("\n== ", StringComparison.Ordinal)), environment: Environment);
        await Waiting.UntilAsync(() => demonstration.Output.Contains("Decisions, as they are made:", StringComparison.Ordinal), () => demonstration.Output);
        Assert.Contains("Every verdict was the expected one.", demonstration.Output);
        var folder = Told(demonstration, "folder");
        var server = new IPEndPoint(IPAddress.Loopback, int.Parse(Told(demonstration, "port"), CultureInfo.InvariantCulture));

        // The exempt recipient is back within five seconds.
        await Waiting.UntilAsync(async () => (await Swaks.RunAsync(server, "127.0.0.2", "--to", "postmaster@site.example")).ExitCode == 0, () => demonstration.Output);
        Assert.Contains("<** 550 5.7.1 127.0.0.2 is on the list any-code", (await Swaks.RunAsync(server, "127.0.0.2", "--to", "user@site.example")).Transcript);
        await Waiting.UntilAsync(() => Live(demonstration).Contains("RejectCommand user@site.example: BlockProvider, any-code, 127.0.0.2 (", StringComparison.Ordinal), () => demonstration.Output);
        var (code, check) = await RealProcess.RunAsync(Path.Combine(folder, "ipblock"), ["check", "127.0.0.2"]);
        Assert.True(code == 1 && check.Contains("the block provider any-code lists the client", StringComparison.Ordinal), check);

        await RealProcess.RunAsync("kill", [demonstration.Id.ToString(CultureInfo.InvariantCulture)]);
        await Waiting.UntilAsync(() => demonstration.HasExited && !Directory.Exists(folder), () => $"{folder} is there still: {demonstration.Output}");
    }

    private static Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["IPBLOCK_DEMO_BUILT"] = "yes",
        ["IPBLOCK_DEMO_PORT"] = "0",
        ["CONFIGURATION"] = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
    };

    private static string Live(RealProcess demonstration) => demonstration.Output.Split("Decisions, as they are made:")[1];

    private static string Told(RealProcess demonstration, string name) => Serving().Match(demonstration.Output).Groups[name].Value;

    [GeneratedRegex(@"Serving on port (?<port>\d+); Ctrl\+C ends it and removes (?<folder>\S+)\. ", RegexOptions.None, 60_000)]
    private static partial Regex Serving();
}
