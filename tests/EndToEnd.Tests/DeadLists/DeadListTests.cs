using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Testing.Servers;
using Xunit;

namespace IpBlock.EndToEnd.DeadLists;

/// <summary>One list falls ill behind a real resolver with the limits that it has by default, while many new clients come at a time.</summary>
public sealed class DeadListTests(ITestOutputHelper output)
{
    private static readonly bool All = Environment.GetEnvironmentVariable("IPBLOCK_TESTS") == "all";

    public static IEnumerable<TheoryDataRow<string, Ailment, int, int>> Cases() =>
        from run in Enumerable.Range(1, All ? 10 : 1)
        from resolver in new[] { "unbound", "bind" }
        from ailment in new[] { Ailment.Silent, Ailment.Refusing, Ailment.Slow }
        from atATime in All ? new[] { 50, 500 } : [50, 200]
        where All || atATime == (ailment == Ailment.Slow ? 50 : 200) || (ailment == Ailment.Silent && resolver == "unbound")
        select new TheoryDataRow<string, Ailment, int, int>(resolver, ailment, atATime, run);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task One_dead_list_costs_nothing_but_itself(string resolver, Ailment ailment, int atATime, int run)
    {
        await using var lists = await FiveLists.StartAsync(resolver);
        using var flood = new Flood(lists.Settings);
        await flood.RunAsync(atATime, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.5));
        var (before, most, nearlyAll) = (flood.Queries, flood.LateOf(75), flood.LateOf(95));
        flood.ForgetCounts();

        lists.Sick.Fall(ailment);
        await flood.RunAsync(atATime, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3));

        var queries = (flood.Queries - before) / (double)(flood.Clients * (FiveLists.Healthy + 1));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{resolver}, {ailment}, {atATime} at a time, run {run}: {flood.Clients} clients, {flood.Missed} listed ones accepted, p75 {flood.LateOf(75):0.0} ms, p95 {flood.LateOf(95):0.0} ms, {queries:0.00} queries a client and list; {lists.Sick.Queries} reached the sick one"));
        output.WriteLine(flood.Why);
        output.WriteLine(string.Join('\n', flood.Told));
        // Of 60,000 questions BIND 9.18 on a busy machine loses one or two on the way to healthy lists too, and repeats them only after two seconds.
        Assert.InRange(flood.MissedForLostPackets, 0, 5);
        Assert.Equal(0, flood.Missed - flood.MissedForLostPackets);
        Assert.Equal(0, flood.Wrong);
        // A machine that has other things to do is slow without a sick list too.
        Assert.True(flood.LateOf(75) < Math.Max(50, 3 * most), $"75 of 100 waited up to {flood.LateOf(75)} ms, and {most} ms while all lists were well");
        Assert.True(flood.LateOf(95) < Math.Max(100, 3 * nearlyAll), $"95 of 100 waited up to {flood.LateOf(95)} ms, and {nearlyAll} ms while all lists were well");
        Assert.True(queries <= 1.2, $"{queries} queries a client and list");
        Assert.DoesNotContain(flood.Told, static told => told.Contains("No provider answers", StringComparison.Ordinal));
    }
}
