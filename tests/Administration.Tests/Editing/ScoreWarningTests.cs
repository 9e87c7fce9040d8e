using System;
using System.Linq;
using IpBlock.Administration.Editing;
using IpBlock.Tests;
using Xunit;

namespace IpBlock.Administration.Tests.Editing;

/// <summary>Good settings of scores that do nothing, or not what is meant.</summary>
public sealed class ScoreWarningTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("\"thresholds\": { \"reject\": 2 }", "thresholds: they have no effect, because verdict is firstMatch; set verdict to score, or remove them")]
    [InlineData("\"thresholds\": { \"reject\": 1, \"allow\": -1 }", "thresholds: they have no effect, because verdict is firstMatch; set verdict to score, or remove them")]
    [InlineData("\"thresholds\": { \"reject\": 1 }", "")]
    [InlineData("\"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }", "")]
    public void Thresholds_without_sums(string settings, string warning) => Says(settings, warning);

    [Theory]
    [InlineData("\"score\": 2", "firstMatch", "verdict: it is firstMatch, so the scores of x have no effect; set verdict to score, or remove them")]
    [InlineData("\"scores\": { \"127.0.0.2\": 2 }", "firstMatch", "verdict: it is firstMatch, so the scores of x have no effect; set verdict to score, or remove them")]
    [InlineData("\"score\": 2", "score", "")]
    public void Scores_without_sums(string scores, string verdict, string warning) => Says($"\"verdict\": \"{verdict}\", \"blockProviders\": [ {Provider("x", scores)} ]", warning);

    [Theory]
    [InlineData("3", "")]
    [InlineData("3.1", "thresholds.reject: no sum reaches 3.1: the sum of all scores that can be added is 3; change the threshold or the scores of the providers")]
    [InlineData("9, \"defer\": 4, \"mark\": 3", "thresholds.reject: no sum reaches 9|thresholds.defer: no sum reaches 4")]
    public void A_threshold_that_no_sum_reaches(string thresholds, string warnings) => Says(
        $"\"verdict\": \"score\", \"thresholds\": {{ \"reject\": {thresholds} }}, \"blockProviders\": [ {Provider("a", "\"score\": 1, \"scores\": { \"127.0.0.9\": 2 }")}, {Provider("b", "\"ipv6\": false")}, {Provider("c", "\"enabled\": false")}, {Provider("d", "\"mode\": \"report\"")}, {Provider("e", "\"ipv4\": false, \"score\": 0.5")} ]",
        warnings);

    [Theory]
    [InlineData("-2", "")]
    [InlineData("-3", "thresholds.allow: no sum reaches -3: the sum of all scores below zero is -2;")]
    public void A_threshold_below_all_sums(string allow, string warning) => Says(
        $"\"verdict\": \"score\", \"thresholds\": {{ \"allow\": {allow} }}, \"allowProviders\": [ {Provider("a", "\"score\": -2")} ], \"blockProviders\": [ {Provider("b", "")} ]",
        warning);

    [Fact]
    public void A_reverse_name_counts_where_it_is_looked_at()
    {
        Says("\"verdict\": \"score\", \"thresholds\": { \"reject\": 1.5 }, \"dynamicHosts\": { \"enabled\": true, \"score\": 1.5 }", "");
        Says("\"verdict\": \"score\", \"thresholds\": { \"reject\": 1.5 }, \"dynamicHosts\": { \"enabled\": true, \"mode\": \"report\", \"score\": 1.5 }", "thresholds.reject: no sum reaches 1.5");
    }

    [Theory]
    [InlineData("\"thresholds\": { \"reject\": 2 }", "recipientPolicies[0].thresholds: they have no effect, because the policy's verdict is firstMatch;")]
    [InlineData("\"scores\": { \"x\": 2 }", "recipientPolicies[0].scores: they have no effect, because the policy's verdict is firstMatch;")]
    [InlineData("\"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }", "recipientPolicies[0].thresholds.reject: no sum reaches 2: the sum of all scores that can be added is 1;")]
    [InlineData("\"verdict\": \"score\", \"scores\": { \"x\": 2 }, \"thresholds\": { \"reject\": 2 }", "")]
    [InlineData("\"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }, \"addProviders\": [ \"only\" ]", "")]
    [InlineData("\"verdict\": \"score\", \"removeProviders\": [ \"x\" ]", "recipientPolicies[0].thresholds.reject: no sum reaches 1: the sum of all scores that can be added is 0;")]
    public void A_policy_has_a_measure_of_its_own(string policy, string warning) => Says(
        $"\"blockProviders\": [ {Provider("x", "")}, {Provider("only", "\"onlyInPolicies\": true")} ], \"recipientPolicies\": [ {{ \"name\": \"p\", \"recipients\": [ \"a@b.test\" ], {policy} }}, {{ \"name\": \"q\", \"recipients\": [ \"c@b.test\" ], \"addProviders\": [ \"only\" ] }} ]",
        warning);

    [Theory]
    [InlineData("true", "true", "")]
    [InlineData("true", "false", "blockProviders[0].onlyInPolicies: no recipient policy adds x, so it is never used;")]
    [InlineData("false", "false", "")]
    public void A_list_for_policies_that_no_policy_adds(string enabled, string policyEnabled, string warning) => Says(
        $"\"blockProviders\": [ {Provider("x", $"\"onlyInPolicies\": true, \"enabled\": {enabled}")} ], \"recipientPolicies\": [ {{ \"name\": \"p\", \"recipients\": [ \"a@b.test\" ], \"addProviders\": [ \"x\" ], \"enabled\": {policyEnabled} }} ]",
        warning);

    [Fact]
    public void A_change_brings_up_what_is_new_and_nothing_that_was_there()
    {
        var before = Some.Settings("""{ "recipientPolicies": [ { "name": "a", "recipients": [ "x@y.test" ] }, { "name": "b", "recipients": [ "x@y.test" ], "recipientsFile": "f" } ] }""");
        var after = Some.Settings("""{ "thresholds": { "reject": 2 }, "recipientPolicies": [ { "name": "z", "recipients": [ "z@y.test" ] }, { "name": "a", "recipients": [ "x@y.test" ] }, { "name": "b", "recipients": [ "x@y.test" ], "recipientsFile": "f" } ] }""");
        Assert.StartsWith("recipientPolicies[1].recipients: ", Assert.Single(SettingsWarnings.Of(before, Now)), StringComparison.Ordinal);
        Assert.StartsWith("thresholds: ", Assert.Single(SettingsWarnings.Added(before, after, Now)), StringComparison.Ordinal);
        Assert.Equal(2, SettingsWarnings.Added(null, after, Now).Count);
    }

    private static string Provider(string name, string more) => $"{{ \"name\": \"{name}\", \"lookupDomain\": \"{name}.test\", \"anyMatch\": true{(more.Length > 0 ? ", " : "")}{more} }}";

    private static void Says(string settings, string warnings)
    {
        var said = SettingsWarnings.Of(Some.Settings("{ " + settings + " }"), Now);
        var expected = warnings.Split('|', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(said.Count == expected.Length && said.Zip(expected).All(static pair => pair.First.StartsWith(pair.Second, StringComparison.Ordinal)), string.Join('\n', said));
    }
}
