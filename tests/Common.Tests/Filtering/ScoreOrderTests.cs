using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>In whatever order lists answer, the verdict is that of the sum of all, made as soon as those that are missing cannot change it and no sooner.</summary>
public sealed class ScoreOrderTests
{
    private static readonly Gen<Site> Sites =
        from count in Gen.Choose(1, 6)
        from lists in ListGen().ArrayOf(count)
        from steps in Gen.Choose(1, 25).ArrayOf(3)
        from which in Gen.Choose(0, 7)
        from allow in Gen.Elements(0, 0, -5, -20)
        from order in Gen.Choose(0, 10_000).ArrayOf(count)
        select new Site(lists, steps, which, allow, [.. Enumerable.Range(0, count).OrderBy(i => order[i]).ThenBy(static i => i)]);

    [Fact]
    public void The_verdict_is_that_of_the_whole_sum_and_comes_when_nothing_can_change_it_any_more() =>
        Sampled.Check(Prop.ForAll(Arb.From(Sites), static site => Holds(site).GetAwaiter().GetResult()), 400);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whether_the_reverse_name_comes_before_a_list_or_behind_it_the_largest_score_speaks(bool isFirst)
    {
        var lists = new ArrivingAnswers();
        var filter = new ConnectionFilter(
            Some.Settings($$"""
                { "verdict": "score", "thresholds": { "reject": 3 }, "dynamicHosts": { "enabled": true, "score": 4, "rejectionResponse": "dynamic %6" },
                  "blockProviders": [ {{Some.List("one", "\"anyMatch\": true, \"score\": 3, \"rejectionResponse\": \"list %6\"")}} ] }
                """),
            lists,
            new FakeClock());
        var deciding = filter.EvaluateAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));
        if (isFirst)
            lists.ArriveName("192-0-2-1.dsl.isp.test");
        lists.Arrive("one.test", listed: true);
        if (!isFirst)
            lists.ArriveName("192-0-2-1.dsl.isp.test");
        Assert.Equal("dynamic 7", (await deciding.WaitAsync(Some.Patience)).Reply!.Text);
    }

    private static Gen<ScoredList> ListGen() =>
        from isAllow in Gen.Elements(false, false, false, true)
        from score in Gen.Choose(0, 30)
        from matches in Gen.Elements(true, false)
        from reports in Gen.Elements(false, false, false, true)
        select new ScoredList(isAllow, score, matches, reports && !isAllow);

    private static async Task<bool> Holds(Site site)
    {
        var lists = new ArrivingAnswers();
        var clock = new FakeClock();
        var filter = new ConnectionFilter(Some.Settings(site.Settings()), lists, clock);
        var deciding = filter.EvaluateAsync(new FilterRequest(Some.Client(FilterUnderTest.Client)));
        var arrived = 0;
        for (; arrived < site.Order.Length && !site.IsSettled(arrived); arrived++)
        {
            Assert.False(deciding.IsCompleted, $"decided after {arrived} answers: {site}");
            lists.Arrive(site.ZoneOf(site.Order[arrived]), site.Lists[site.Order[arrived]].Matches);
        }

        // Who is rejected waits a moment for the rest: here they come in it.
        if (site.BandOf(site.Total()) is "reject" or "defer")
        {
            for (; arrived < site.Order.Length; arrived++)
                lists.Arrive(site.ZoneOf(site.Order[arrived]), site.Lists[site.Order[arrived]].Matches);
        }

        var verdict = await deciding.WaitAsync(Some.Patience);
        var expected = site.BandOf(site.Total());
        Assert.True(expected == BandOf(verdict), $"{BandOf(verdict)} instead of {expected}: {site}");
        if (verdict.Reply is null)
            return true;
        Assert.True(Text(site.Total()) == verdict.Score.ToString(), $"{verdict.Score} instead of {Text(site.Total())}: {site}");
        Assert.True(site.Speaker() == verdict.ProviderName, $"{verdict.ProviderName} instead of {site.Speaker()}: {site}");
        return true;
    }

    private static string BandOf(Verdict verdict) => verdict switch
    {
        { Action: VerdictAction.Reject } => "reject",
        { Action: VerdictAction.Defer } => "defer",
        { Action: VerdictAction.Mark } => "mark",
        { Rule: VerdictRule.Score } => "allow",
        _ => "none",
    };

    private static string Text(int tenths) => (tenths / 10m).ToString("0.#", CultureInfo.InvariantCulture);

    private sealed record ScoredList(bool IsAllow, int Tenths, bool Matches, bool OnlyReports)
    {
        public int Score => OnlyReports ? 0 : IsAllow ? -Tenths : Tenths;
    }

    private sealed record Site(ScoredList[] Lists, int[] Steps, int Which, int Allow, int[] Order)
    {
        private int? Mark => (Which & 1) != 0 ? Steps[0] : null;

        private int? Defer => (Which & 2) != 0 ? Steps[0] + Steps[1] : null;

        private int Reject => Steps[0] + Steps[1] + Steps[2];

        public string ZoneOf(int list) => "list" + list + ".test";

        public string Settings()
        {
            var json = new StringBuilder($"{{ \"verdict\": \"score\", \"thresholds\": {{ \"reject\": {Text(Reject)}");
            json.Append(Defer is { } defer ? $", \"defer\": {Text(defer)}" : "").Append(Mark is { } mark ? $", \"mark\": {Text(mark)}" : "");
            json.Append(Allow < 0 ? $", \"allow\": {Text(Allow)}" : "").Append(" }");
            foreach (var isAllow in new[] { true, false })
            {
                var of = Enumerable.Range(0, Lists.Length).Where(i => Lists[i].IsAllow == isAllow)
                    .Select(i => Some.List("list" + i, $"\"anyMatch\": true, \"score\": {Text(isAllow ? -Lists[i].Tenths : Lists[i].Tenths)}, \"mode\": \"{(Lists[i].OnlyReports ? "report" : "enforce")}\""));
                json.Append($", \"{(isAllow ? "allow" : "block")}Providers\": [ {string.Join(", ", of)} ]");
            }

            return json.Append(" }").ToString();
        }

        public string BandOf(int sum) => sum >= Reject ? "reject" : sum >= Defer ? "defer" : sum >= Mark ? "mark" : Allow < 0 && sum <= Allow ? "allow" : "none";

        public int Total() => Lists.Where(static list => list.Matches).Sum(static list => list.Score);

        /// <summary>Whether every way in which the lists can go on that have not answered comes to the same.</summary>
        public bool IsSettled(int arrived)
        {
            var sum = Order.Take(arrived).Where(i => Lists[i].Matches).Sum(i => Lists[i].Score);
            var rest = Order.Skip(arrived).Select(i => Lists[i].Score).ToList();
            return Enumerable.Range(0, 1 << rest.Count).Select(ways => BandOf(sum + rest.Where((_, i) => (ways >> i & 1) != 0).Sum())).Distinct().Count() == 1;
        }

        public string Speaker()
        {
            var largest = Lists.Where(static list => list.Matches && list.Score > 0).Max(static list => list.Score);
            return "list" + Array.FindIndex(Lists, list => list.Matches && list.Score == largest);
        }

        public override string ToString() => Settings() + " in the order " + string.Join(", ", Order) + ", matching " + string.Join(", ", Lists.Select(static list => list.Matches));
    }

    /// <summary>Name servers whose answers come when the test says so.</summary>
    private sealed class ArrivingAnswers : IDnsResolver
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<DnsAnswer>> _answers = new(StringComparer.Ordinal);

        public void Arrive(string zone, bool listed) =>
            Of(zone).SetResult(listed ? DnsAnswer.WithAddresses([Some.Code("127.0.0.2")]) : DnsAnswer.Without(DnsStatus.NoSuchName));

        public void ArriveName(string name) => Of("in-addr.arpa").SetResult(DnsAnswer.WithTexts(name));

        public bool TryGetCached(DnsQuestion question, TimeSpan now, out DnsAnswer answer)
        {
            answer = null!;
            return false;
        }

        public Task<DnsAnswer> ResolveAsync(DnsQuestion question)
        {
            var labels = new List<string>();
            for (var i = 0; question.Name[i] != 0; i += question.Name[i] + 1)
                labels.Add(Encoding.ASCII.GetString(question.Name, i + 1, question.Name[i]));
            return Of(string.Join('.', labels.Skip(4))).Task;
        }

        private TaskCompletionSource<DnsAnswer> Of(string zone) => _answers.GetOrAdd(zone, static _ => new TaskCompletionSource<DnsAnswer>());
    }
}
