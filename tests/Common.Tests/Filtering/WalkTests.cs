using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Tests.Lists;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>One loop hears all rules, whether their answers are known or have to be waited for, and whether somebody watches or not; each leaves its step.</summary>
public sealed class WalkTests
{
    private static readonly Gen<WalkModel> Models =
        from local in Gen.Frequency((6, Gen.Constant("")), (1, Gen.Elements("exempt", "allow", "block")))
        from dynamicHosts in Gen.Elements("off", "enforce", "report")
        from endUser in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from named in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from onlyReports in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from defers in Gen.Elements(false, true)
        from sequential in Gen.Elements(false, true)
        from lists in ListsOf(12)
        select new WalkModel(local, endUser, dynamicHosts, named, onlyReports, defers, sequential, lists);

    [Fact]
    public void Cold_or_known_and_watched_or_not_each_walk_leaves_the_steps_that_the_rules_in_plain_words_lead_to() =>
        Sampled.Check(Prop.ForAll(Arb.From(Models), static model => Holds(model.Decide()).GetAwaiter().GetResult()), 1000);

    [Fact]
    public async Task A_step_holds_the_answer_of_its_list_and_its_codes()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("clean"), Some.List("other", "\"bitmaskMatch\": \"127.0.0.4\""), Some.List("refused"), Some.List("bad"), Some.List("late"));
        test.Lists.Lists("other.test", FilterUnderTest.Client, "127.0.0.3").Lists("refused.test", FilterUnderTest.Client, "127.255.255.254")
            .Lists("bad.test", FilterUnderTest.Client, "127.0.0.2", "127.0.0.9").Lists("late.test", FilterUnderTest.Client, "127.0.0.5");

        var steps = (await test.EvaluateAsync()).Steps.Where(static step => step.Provider is not null).ToList();

        Assert.Equal(["clean", "other", "refused", "bad", "late"], steps.Select(static step => step.Provider!.Name));
        Assert.Equal([ProviderOutcome.NotListed, ProviderOutcome.NotMatched, ProviderOutcome.Refused, ProviderOutcome.Matched, ProviderOutcome.Matched], steps.Select(static step => step.Outcome));
        Assert.Equal([0, 1, 1, 2, 1], steps.Select(static step => step.Answer?.Codes.Count ?? 0));
        Assert.Equal("BlockProvider bad: Decided", steps[3].ToString());
        Assert.Equal("BlockProvider late: NotReached", steps[4].ToString());
    }

    [Fact]
    public async Task The_steps_of_a_verdict_stay_when_what_the_client_calls_itself_changes_it()
    {
        var test = new FilterUnderTest("{ \"helo\": { \"enabled\": true, \"own\": [ \"mx.site.test\" ] }, \"blockProviders\": [ "
            + string.Join(", ", Enumerable.Range(0, 12).Select(static i => Some.List("list" + i))) + " ] }");
        var verdict = await test.EvaluateAsync();

        var refused = await test.Filter.HearHeloAsync(verdict, "mx.site.test", null);

        Assert.Equal((StepResult.NotReached, StepResult.Decided), (verdict.Steps[^1].Result, refused.Steps[^1].Result));
        Assert.Equal(verdict.Steps.SkipLast(1).Select(static step => step.ToString()), refused.Steps.SkipLast(1).Select(static step => step.ToString()));
        Assert.Equal(Enumerable.Range(0, 12).Select(static i => $"BlockProvider list{i}: Passed"), verdict.Steps.Where(static step => step.Provider is not null).Select(static step => step.ToString()));
    }

    [Fact]
    public async Task A_list_in_a_file_that_only_reports_is_named_by_its_step_although_a_provider_refuses_the_client()
    {
        using var test = new ListsUnderTest();
        test.Write("watched.txt", FilterUnderTest.Client + "\n").Use(ListsUnderTest.List("watched", "\"mode\": \"report\""), "\"blockProviders\": [ " + Some.List("bad") + " ]");
        test.Names.Lists("bad.test", FilterUnderTest.Client, "127.0.0.2");

        var verdict = await test.EvaluateAsync();

        Assert.Equal((VerdictRule.BlockProvider, "bad"), (verdict.Rule, verdict.ProviderName));
        var step = verdict.Steps.Single(static step => step.Rule == VerdictRule.BlockList);
        Assert.Equal((StepResult.Reported, "watched"), (step.Result, step.List?.Settings.Name));
    }

    [Theory]
    [InlineData("friend.test", "192.0.2.9", "", StepResult.Passed)]
    [InlineData("mx.site.test", "192.0.2.9", "", StepResult.Decided)]
    [InlineData("mx.site.test", "192.0.2.9", ", \"mode\": \"report\"", StepResult.Reported)]
    [InlineData("mx.site.test", "192.0.2.9", ", \"exceptions\": [ \"192.0.2.9\" ]", StepResult.Passed)]
    [InlineData("mx.site.test", "192.0.2.7", "", StepResult.NotReached)]
    [InlineData("mx.site.test", "192.0.2.8", "", StepResult.Overruled)]
    public async Task The_explanation_says_what_became_of_the_name_that_the_client_gave(string helo, string client, string more, StepResult result)
    {
        var test = new FilterUnderTest($$"""{ "blockList": [ "192.0.2.7" ], "exceptions": { "clients": [ "*.isp.test" ] }, "helo": { "enabled": true, "own": [ "mx.site.test" ]{{more}} } }""");
        test.Lists.Reverse("192.0.2.8", "mail.isp.test").Host("mail.isp.test", "192.0.2.8");

        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(client)), helo);

        Assert.Equal(result, explained.Steps[^1].Result);
        Assert.Equal(VerdictRule.Helo, explained.Steps[^1].Rule);
    }

    private static Gen<IReadOnlyList<ModelList>> ListsOf(int most) =>
        from count in Gen.Choose(0, most)
        from kinds in Gen.Elements(false, false, true).ArrayOf(count)
        from modes in Gen.Elements(true, true, false).ArrayOf(count)
        from asked in Gen.Elements(true, true, true, false).ArrayOf(count)
        from says in Gen.Frequency((6, Gen.Constant(Says.Nothing)), (1, Gen.Constant(Says.Match)), (1, Gen.Elements(Says.OtherCode, Says.ErrorCode, Says.Fails))).ArrayOf(count)
        select (IReadOnlyList<ModelList>)[.. Enumerable.Range(0, count).Select(i => new ModelList("list" + i, kinds[i], modes[i] || kinds[i], asked[i], says[i]))];

    private static async Task<bool> Holds(WalkModel model)
    {
        var test = new FilterUnderTest(model.Settings());
        var name = model.EndUser ? "192-0-2-1.dsl.isp.test" : "mail.isp.test";
        test.Lists.Reverse(FilterUnderTest.Client, name).Host(name, FilterUnderTest.Client);
        foreach (var list in model.Lists)
            Script(test, list);

        var cold = await test.EvaluateAsync();
        // What is known is enough from now on: nobody may be asked again, but for lists behind the one that decided.
        var queries = model.Sequential ? 0 : test.Lists.Queries.Count;
        var known = await test.EvaluateAsync();
        var explained = await test.Filter.ExplainAsync(new FilterRequest(Some.Client(FilterUnderTest.Client))).WaitAsync(Some.Patience);
        return Same(model, cold.Steps, cold, "cold") && Same(model, known.Steps, known, "known") && Same(model, explained.Steps, explained.Verdict, "watched")
            && (queries == 0 || test.Lists.Queries.Count(static query => query.StartsWith("A 1.2.0.192.list", StringComparison.Ordinal)) <= model.Lists.Count);
    }

    private static void Script(FilterUnderTest test, ModelList list)
    {
        var zone = list.Name + ".test";
        if (list.Says == Says.Fails)
            test.Lists.Fails(zone, DnsStatus.ServerFailure);
        else if (list.Says != Says.Nothing)
            test.Lists.Lists(zone, FilterUnderTest.Client, list.Says switch { Says.Match => "127.0.0.2", Says.OtherCode => "127.0.0.3", _ => "127.255.255.254" });
    }

    private static bool Same(WalkModel model, IReadOnlyList<Step> steps, Verdict verdict, string way)
    {
        var text = string.Concat(steps.SkipLast(1).Select(static step => ".-oDRO?ES"[Order.IndexOf(step.Result)]));
        var is_ = (text, verdict.Action, verdict.Rule, verdict.Reported?.Rule ?? VerdictRule.None);
        var expected = (model.Steps, model.Action, model.Rule, model.Reported);
        Assert.True(is_ == expected, $"{way}: {is_} instead of {expected} by {model.Settings()} {model}");
        return true;
    }

    private static readonly List<StepResult> Order =
    [
        StepResult.Passed, StepResult.NotReached, StepResult.NotAsked, StepResult.Decided, StepResult.Reported, StepResult.Overruled, StepResult.NoAnswer, StepResult.ErrorCode, StepResult.Suspended,
    ];
}
