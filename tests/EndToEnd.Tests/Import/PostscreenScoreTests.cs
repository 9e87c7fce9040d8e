using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Import;
using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>What is imported of weights refuses whom the real postscreen, on the same file, refuses, and nobody else.</summary>
public sealed class PostscreenScoreTests(ITestOutputHelper output)
{
    private const int Configurations = 40;

    // Each of them waits for the greeting most of the time.
    private const int AtATime = 14;

    [Fact]
    public async Task Sums_of_weights_refuse_the_same_clients()
    {
        var total = new DifferentialTally();
        var scored = 0;
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(1, Configurations), new ParallelOptions { MaxDegreeOfParallelism = AtATime }, async (seed, _) =>
        {
            var one = new PostscreenScores(seed).Case();
            var tally = await Differential.RunAsync(one.Case, new PostfixServer(one), seed);
            lock (total)
            {
                total.Add(tally);
                scored += Importer.Read(one.Case.Text, "main.cf", one.Case.Source).Items.Any(static item => item.Kind == ImportedKind.Setting) ? 1 : 0;
                output.WriteLine(one.Case.Name + ": " + tally + (tally.Refused == tally.RefusedByBoth ? "" : "\n" + one.Case.Text));
            }
        });

        output.WriteLine($"{Configurations} configurations, {scored} with scores, in {watch.Elapsed.TotalSeconds:0} s: {total}");
        total.AssertSame();
        Assert.InRange(scored, Configurations / 2, Configurations);
        Assert.InRange(total.Refused, total.Asked / 8, total.Asked);
    }
}
