using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.LogIndex.Tests.Filling;

/// <summary>A real process fills the index, is killed again and again in the middle of it, and meanwhile the log goes on as it does.</summary>
public sealed class KilledTests
{
    private const int Kills = 12;
    private const int LinesOfASlice = 97;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_line_is_in_the_index_once_however_often_who_fills_it_is_killed(int seed)
    {
        using var test = new IndexUnderTest();
        test.Index.Dispose();
        var log = new RandomLog(test.Log, seed);
        var random = new Random(seed);
        for (var file = 1; file <= 4; file++)
            log.Write($"IPBLOCK20261101-{file:0000}.log", 3_000, RandomLog.Start.AddHours(file));
        for (var kill = 0; kill < Kills; kill++)
        {
            var slices = random.Next(1, 14);
            await using (await StartAsync(test, output => output.Count(static c => c == '\n') >= slices))
                Change(log, test, random, kill);
        }

        await using (await StartAsync(test, static output => output.Contains("Current", StringComparison.Ordinal)))
        {
            // Has read all there is.
        }

        test.Restart();
        test.CatchUp();
        Assert.Null(test.Index.Status.Rebuilt);
        Assert.True(new DecisionLogReader(test.Log).ReadNew().Count() > 5_000);
        await test.HasAllAsync();
    }

    [Fact]
    public Task Each_line_is_in_the_index_once_when_who_fills_it_is_killed_between_lines_and_position() => KilledBetweenAsync(6);

    [Fact(Explicit = true)]
    public Task The_same_100_times() => KilledBetweenAsync(100);

    private static async Task KilledBetweenAsync(int times)
    {
        using var test = new IndexUnderTest();
        test.Index.Dispose();
        var log = new RandomLog(test.Log, 3);
        for (var kill = 0; kill < times; kill++)
        {
            log.Write($"IPBLOCK20261101-{kill + 1:0000}.log", 300, RandomLog.Start.AddHours(kill));
            await using (await StartAsync(test, static output => output.Contains("Held", StringComparison.Ordinal), holdAt: 1 + (kill % 3)))
            {
                // It is held, and ended now.
            }
        }

        await using (await StartAsync(test, static output => output.Contains("Current", StringComparison.Ordinal)))
        {
            // Has read all there is.
        }

        test.Restart();
        test.CatchUp();
        Assert.Null(test.Index.Status.Rebuilt);
        await test.HasAllAsync();
    }

    // While it is filled: lines come, a file begins, one is cleared away, one is cut, one is replaced.
    private static void Change(RandomLog log, IndexUnderTest test, Random random, int kill)
    {
        var files = Directory.GetFiles(test.Log).Order(StringComparer.Ordinal).ToList();
        switch (kill % 6)
        {
            case 0:
                File.AppendAllText(files[^1], string.Concat(Enumerable.Range(0, 300).Select(i => log.Line(RandomLog.Start.AddDays(1).AddSeconds(i)))));
                break;
            case 1:
                log.Write($"IPBLOCK20261102-{kill + 1:0000}.log", 2_000, RandomLog.Start.AddDays(1));
                break;
            case 2:
                File.Delete(files[0]);
                break;
            case 3:
                using (var file = new FileStream(files[random.Next(files.Count)], FileMode.Open))
                    file.SetLength(file.Length * 2 / 3);
                break;
            case 4:
                File.WriteAllText(files[random.Next(files.Count)], log.Text(1_500, RandomLog.Start.AddHours(3)));
                break;
            default:
                File.AppendAllText(files[^1], log.Line(RandomLog.Start.AddDays(2))[..30]);
                break;
        }
    }

    // It says something after each slice, so that it is killed in one of those behind, and not always in the same place of it.
    private static Task<RealProcess> StartAsync(IndexUnderTest test, Func<string, bool> isReady, int holdAt = 0) => RealProcess.StartAsync(
        "dotnet",
        [Program, test.Log, test.Folder, LinesOfASlice.ToString(CultureInfo.InvariantCulture), holdAt.ToString(CultureInfo.InvariantCulture)],
        process => Task.FromResult(process.Output is var output && (isReady(output) || output.Contains("Current", StringComparison.Ordinal))));

    private static string Program => typeof(KilledTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "LogIndexProcess").Value!;
}
