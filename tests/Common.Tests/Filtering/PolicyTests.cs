using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers.Usage;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>A policy judges by the answers that are there already, as a filter of its own would with its measure in place of everybody's.</summary>
public sealed class PolicyTests
{
    private const string Client = FilterUnderTest.Client;

    private static readonly Gen<Case> Cases =
        from count in Gen.Choose(1, 5)
        from allow in Gen.Elements(false, false, true).ArrayOf(count)
        from scores in Gen.Choose(0, 30).ArrayOf(count)
        from only in Gen.Elements(false, false, true).ArrayOf(count)
        from answers in Gen.Choose(0, 4).ArrayOf(count)
        from general in Gen.Choose(0, 5)
        from policy in Gen.Choose(0, 5)
        from removed in Gen.Choose(0, 31)
        from added in Gen.Choose(0, 31)
        from rescored in Gen.Choose(0, 31)
        from mode in Gen.Elements("", "report", "enforce")
        from local in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements("allowList", "blockList")))
        from sequential in Gen.Elements(false, true)
        select new Case(allow, scores, only, answers, general, policy, removed, added, rescored, mode, local, sequential);

    [Fact]
    public void It_comes_to_what_a_filter_with_its_measure_for_everybody_would() =>
        Sampled.Check(Prop.ForAll(Arb.From(Cases), static one => Holds(one).GetAwaiter().GetResult()), 1000);

    [Theory]
    [InlineData("""{ "name": "p", "recipients": [ "*@a.test" ] }""", true, false)]
    [InlineData("""{ "name": "p", "recipients": [ "*@a.test" ], "enabled": false }""", false, false)]
    [InlineData("""{ "name": "p", "recipients": [ "*@a.test" ], "enabled": false }, { "name": "q", "recipients": [ "*@b.test" ] }""", true, false)]
    [InlineData("""{ "name": "p", "recipients": [ "*@a.test" ], "verdict": "score", "thresholds": { "reject": 10, "mark": 5 } }""", true, true)]
    public void What_one_policy_needs_the_filter_has(string policies, bool has, bool marks)
    {
        var filter = new FilterUnderTest($$"""
            { "blockProviders": [ {{Some.List("a")}} ], "recipientPolicies": [ {{policies}} ] }
            """).Filter;
        Assert.Equal((has, marks), (filter.HasPolicies, filter.CanMark));
    }

    [Fact]
    public async Task All_policies_need_one_set_of_queries()
    {
        var test = new FilterUnderTest($$"""
            { "blockProviders": [ {{Some.List("a")}}, {{Some.List("b", "\"anyMatch\": true, \"onlyInPolicies\": true")}} ],
              "recipientPolicies": [ { "name": "strict", "recipients": [ "*@a.test" ], "addProviders": [ "b" ] }, { "name": "mild", "recipients": [ "*@b.test" ], "removeProviders": [ "a" ] } ] }
            """);
        test.Lists.Lists("b.test", Client, "127.0.0.2").Delays("b.test", 0.5);

        var request = new FilterRequest(Some.Client(Client));
        var general = await test.EvaluateAsync(request);
        var strict = test.Filter.JudgeAsync(request, general, 0);
        Assert.False(strict.IsCompleted);
        await test.PassAsync(0.5);

        Assert.Equal((VerdictAction.Accept, ""), (general.Action, general.Policy));
        Assert.Equal((VerdictAction.Reject, "strict", "b"), ((await strict).Action, (await strict).Policy, (await strict).ProviderName));
        Assert.Equal(VerdictAction.Accept, (await test.Filter.JudgeAsync(request, general, 1)).Action);
        Assert.Equal(["A 1.2.0.192.a.test", "A 1.2.0.192.b.test"], test.Lists.Queries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Entries_and_exceptions_are_built_once_however_many_policies_there_are()
    {
        var (none, fifty) = (BytesToBuild(0), BytesToBuild(50));
        Assert.True(fifty < 1.5 * none, $"{none} bytes without policies, {fifty} with 50");

        static long BytesToBuild(int policies)
        {
            var addresses = string.Join(", ", Enumerable.Range(0, 5_000).Select(static i => $"\"11.0.{i / 250}.{i % 250}\""));
            var own = string.Join(", ", Enumerable.Range(0, policies).Select(static i => $$"""{ "name": "p{{i}}", "recipients": [ "*@p{{i}}.test" ] }"""));
            var exceptions = $$"""{ "exceptions": [ {{addresses}} ] }""";
            var settings = Some.Settings($$"""
                { "blockList": [ {{addresses}} ], "allowList": [ {{addresses}} ], "exceptions": { "clients": [ {{addresses}} ] }, "dynamicHosts": {{exceptions}}, "recipientPolicies": [ {{own}} ] }
                """);
            var test = new FilterUnderTest("{}");
            _ = new ConnectionFilter(settings, test.Lists, test.Clock);
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = new ConnectionFilter(settings, test.Lists, test.Clock);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task A_list_that_was_known_at_connect_counts_for_a_recipient_who_is_named_when_the_time_of_the_decision_is_long_over()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "reject": 2 }, "blockProviders": [ {{Some.List("a")}}, {{Some.List("b")}} ],
              "recipientPolicies": [ { "name": "strict", "recipients": [ "*@a.test" ], "thresholds": { "reject": 1 } } ] }
            """);
        var usage = new UsageBook();
        var filter = new ConnectionFilter(test.Filter.Settings, test.Lists, test.Clock, usage: usage);
        var request = new FilterRequest(Some.Client(Client));
        var question = filter.Providers[0].Question(Some.Client(Client), DnsType.A, new byte[DnsQuestion.MaxNameLength]);
        await test.Lists.Lists("a.test", Client, "127.0.0.2").ResolveAsync(question);
        var general = await filter.EvaluateAsync(request);
        test.Clock.Advance(TimeSpan.FromMinutes(1));

        var verdict = await filter.JudgeAsync(request, general, 0);

        Assert.Equal((VerdictAction.Reject, "a"), (verdict.Action, verdict.ProviderName));
        Assert.Equal(1, usage.Totals()[(ProviderKind.Block, "a")].Cached);
    }

    [Fact]
    public async Task However_many_policies_reject_a_client_a_slow_list_is_waited_for_once()
    {
        var test = new FilterUnderTest($$"""
            { "blockProviders": [ {{Some.List("a")}}, {{Some.List("slow")}} ],
              "recipientPolicies": [ { "name": "p", "recipients": [ "*@a.test" ] }, { "name": "q", "recipients": [ "*@b.test" ] } ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2").Delays("slow.test", 2);
        var request = new FilterRequest(Some.Client(Client));
        var deciding = test.EvaluateAsync(request);
        await test.PassAsync(0.1);
        Assert.True(test.Filter.JudgeAsync(request, await deciding, 0).IsCompleted);
        Assert.True(test.Filter.JudgeAsync(request, await deciding, 1).IsCompleted);
    }

    [Fact]
    public async Task A_policy_may_have_a_reply_of_its_own()
    {
        var test = new FilterUnderTest($$"""
            { "blockProviders": [ {{Some.List("a")}} ], "recipientPolicies": [ { "name": "p", "recipients": [ "*@a.test" ], "rejectionResponse": "No mail for us from %0, see %1" } ] }
            """);
        test.Lists.Lists("a.test", Client, "127.0.0.2");
        var request = new FilterRequest(Some.Client(Client));
        Assert.Equal("550 5.7.1 No mail for us from 192.0.2.1, see a", (await test.Filter.JudgeAsync(request, await test.EvaluateAsync(request), 0)).Reply!.ToString());
    }

    [Theory]
    [InlineData("\"allowList\": [ \"192.0.2.1\" ]", false)]
    [InlineData("\"blockList\": [ \"192.0.2.1\" ]", true)]
    [InlineData("\"exceptions\": { \"clients\": [ \"192.0.2.1\" ] }", false)]
    [InlineData("\"enabled\": false", false)]
    [InlineData("\"lookup\": \"parallel\"", true)]
    public async Task Who_is_exempt_or_on_an_allow_list_is_accepted_whatever_the_policies_say(string settings, bool awaits)
    {
        var test = new FilterUnderTest($$"""{ {{settings}}, "recipientPolicies": [ { "name": "p", "recipients": [ "*@a.test" ] } ] }""");
        Assert.Equal(awaits, test.Filter.AwaitsPolicy(await test.EvaluateAsync()));
    }

    private static async Task<bool> Holds(Case one)
    {
        var test = new FilterUnderTest(one.WithPolicy());
        var alone = new FilterUnderTest(one.Alone());
        foreach (var lists in new[] { test.Lists, alone.Lists })
        {
            for (var i = 0; i < one.Answers.Length; i++)
            {
                if (one.Answers[i] > 0)
                    lists.Lists($"list{i}.test", Client, "127.0.0." + (one.Answers[i] + 1));
            }
        }

        var request = new FilterRequest(Some.Client(Client));
        // Cold, and once more when every answer is known.
        for (var turn = 0; turn < 2; turn++)
        {
            var expected = await alone.EvaluateAsync(request);
            var general = await test.EvaluateAsync(request);
            var judged = await test.Filter.JudgeAsync(request, general, 0).WaitAsync(Some.Patience);
            Assert.True(one.Text(expected) == one.Text(judged), $"{one.Text(judged)} instead of {one.Text(expected)} in turn {turn}: {one.WithPolicy()}");
            Assert.Equal("p", judged.Policy);
        }

        return true;
    }

    private sealed record Case(
        bool[] Allow, int[] Scores, bool[] Only, int[] Answers, int General, int Policy, int Removed, int Added, int Rescored, string Mode, string Local, bool Sequential)
    {
        private static readonly string[] Measures =
        [
            "\"verdict\": \"firstMatch\"",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 1 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 3, \"mark\": 1 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 4.5, \"defer\": 2, \"allow\": -1 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 2.5, \"allow\": -0.5 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 9, \"defer\": 5, \"mark\": 2, \"allow\": -2 }",
        ];

        public string WithPolicy() => Settings(Measures[General], i => Only[i], i => Scores[i], "", $$"""
            , "recipientPolicies": [ { "name": "p", "recipients": [ "*@a.test" ], {{Measures[Policy]}}{{(Mode.Length > 0 ? $", \"mode\": \"{Mode}\"" : "")}},
              "removeProviders": [ {{Names(Removed, static _ => true)}} ], "addProviders": [ {{Names(Added, i => Only[i])}} ],
              "scores": { {{string.Join(", ", Chosen(Rescored).Select(i => $"\"list{i}\": {Number(i, 7)}"))}} } } ]
            """);

        // In sequential order who is decided about early has not been asked about everywhere: how far the sum got, and who speaks, depends on what is known already.
        public string Text(Verdict verdict)
        {
            var what = $"{verdict.Action} {verdict.Rule} {verdict.Reported?.Rule}";
            return Sequential || verdict.Cause().Reply is null ? what : $"{what} {verdict.Cause().ProviderName} {verdict.Score} {verdict.Cause().Reply}";
        }

        public string Alone() => Settings(
            Measures[Policy], static _ => false, i => IsChosen(Rescored, i) ? 7 : Scores[i], Mode, "", i => !IsChosen(Removed, i) && (!Only[i] || IsChosen(Added, i)));

        private string Settings(string measure, Func<int, bool> only, Func<int, int> score, string mode, string more, Func<int, bool>? counts = null)
        {
            var first = Local.Length > 0 ? $", \"{Local}\": [ \"{Client}\" ]" : "";
            return $$"""
                { {{measure}}, "lookup": "{{(Sequential ? "sequential" : "parallel")}}"{{(mode.Length > 0 ? $", \"mode\": \"{mode}\"" : "")}}{{first}},
                  "allowProviders": [ {{Lists(true)}} ], "blockProviders": [ {{Lists(false)}} ]{{more}} }
                """;

            string Lists(bool allow) => string.Join(", ", Enumerable.Range(0, Allow.Length).Where(i => Allow[i] == allow && counts?.Invoke(i) != false).Select(List));

            string List(int i) => Some.List("list" + i, $"\"ipAddressesMatch\": [ \"127.0.0.[2..4]\" ], \"onlyInPolicies\": {(only(i) ? "true" : "false")}, \"score\": {Number(i, score(i))}");
        }

        private string Names(int chosen, Func<int, bool> may) => string.Join(", ", Chosen(chosen).Where(may).Select(static i => $"\"list{i}\""));

        private IEnumerable<int> Chosen(int bits) => Enumerable.Range(0, Allow.Length).Where(i => IsChosen(bits, i));

        private static bool IsChosen(int bits, int i) => (bits >> i & 1) != 0;

        private string Number(int i, int tenths) => ((Allow[i] ? -tenths : tenths) / 10m).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
