using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Import;

using Xunit;

namespace IpBlock.EndToEnd.Import;

/// <summary>What is imported of Exim's configurations, asked beside Exim itself.</summary>
public sealed class EximImportTests(ITestOutputHelper output)
{
    private const int Seed = 20261128;
    private static readonly EximServer Server = new();

    private static int MadeUp => Differential.IsWhole ? 300 : 30;

    [Fact]
    public async Task What_configurations_show_is_carried_over_or_left_disabled_and_never_refuses_more()
    {
        using var folder = EximFiles.Make();
        var wrong = new List<string>();
        foreach (var sample in EximSamples.All(folder.Path))
        {
            var tally = await Differential.RunAsync(sample.ToCase(), Server, Seed);
            if (!IsAsExpected(sample, tally))
                wrong.Add($"{sample.Name} ({sample.Carried}): {tally}\n{sample.Text}\n{Shown(sample.Text)}");
        }

        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public async Task Configurations_that_are_made_up_never_refuse_more_and_nine_tenths_are_carried_over()
    {
        var total = new DifferentialTally();
        foreach (var sample in Generated())
        {
            var tally = await Differential.RunAsync(sample.ToCase(), Server, Seed);
            Assert.True(tally.RefusedMore.Count == 0, tally.RefusedMore.FirstOrDefault() + "\n" + Shown(sample.Text));
            output.WriteLine($"{sample.Name}: {tally}{(tally.Share < 0.9 ? "\n" + sample.Text + Shown(sample.Text) : "")}");
            total.Add(tally);
        }

        output.WriteLine($"all: {total}");
        total.AssertHolds();
    }

    [Fact]
    public async Task Ten_lists_are_asked_in_pairs_and_by_chance()
    {
        var sample = EximGenerator.Make(Seed, 10);
        (await Differential.RunAsync(sample.ToCase() with { Networks = [1], Envelopes = [Envelope.Usual] }, Server, Seed)).AssertNeverMore();
    }

    [Fact]
    public void Every_construct_occurs()
    {
        using var folder = EximFiles.Make();
        Assert.Empty(EximConstructs.Missing([.. EximSamples.All(folder.Path).Concat(Generated()).Select(sample => sample.Text)]));
    }

    private static IEnumerable<EximSample> Generated() => Enumerable.Range(0, MadeUp).Select(i => EximGenerator.Make(Seed + i, 2 + i % 4));

    private static bool IsAsExpected(EximSample sample, DifferentialTally tally) => tally.RefusedMore.Count == 0 && sample.Carried switch
    {
        Carried.All => tally.RefusedByBoth == tally.Refused,
        Carried.Nothing => tally.RefusedByBoth == 0,
        _ => tally.RefusedByBoth < tally.Refused || tally.Refused == 0,
    };

    private static string Shown(string text)
    {
        var plan = Importer.Read(text, "exim.conf", ImportSource.Exim);
        return string.Join('\n', plan.Items.Select(item => item.ToString()).Concat(plan.NotCarriedOver.Select(refusal => "not: " + refusal)));
    }
}
