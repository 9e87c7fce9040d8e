using System;
using System.Linq;
using IpBlock.Settings;
using Xunit;

namespace IpBlock.Tests.Settings;

/// <summary>Scores, thresholds and recipient policies as the settings file has them.</summary>
public sealed class ScoreSettingsTests
{
    private const string Providers = """
        "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true }, { "name": "some", "lookupDomain": "some.test", "anyMatch": true, "onlyInPolicies": true } ],
        "allowProviders": [ { "name": "good", "lookupDomain": "good.test", "anyMatch": true } ]
        """;

    public static TheoryData<string, string> Bad => new()
    {
        { """{ "thresholds": { "reject": 2, "defer": 2 } }""", "1:32: thresholds.defer: defer is 2 and reject is 2, so defer never applies; set defer below reject" },
        { """{ "thresholds": { "reject": 2, "mark": 2.5 } }""", "1:32: thresholds.mark: mark is 2.5 and reject is 2, so mark never applies; set mark below reject" },
        { """{ "thresholds": { "reject": 3, "defer": 1, "mark": 2 } }""", "1:44: thresholds.mark: mark is 2 and defer is 1, so mark never applies; set mark below defer" },
        { """{ "thresholds": { "mark": 1 } }""", "1:19: thresholds.mark: mark is 1 and reject is 1, so mark never applies; set mark below reject" },
        { """{ "thresholds": { "reject": 0 } }""", "1:19: thresholds.reject: 0 is too small; possible: 0.1 to 1000" },
        { """{ "thresholds": { "allow": 0 } }""", "1:19: thresholds.allow: 0 is too large; possible: -1000 to -0.1" },
        { """{ "thresholds": { "reject": 2.55 } }""", "1:19: thresholds.reject: 2.55 has more than one decimal place; write a number from -1000 to 1000 with at most one decimal place, such as 2 or -0.5" },
        { """{ "thresholds": { "reject": "2" } }""", "1:19: thresholds.reject: 2 is in quotes; write it without quotes" },
        { """{ "thresholds": { "reject": "much" } }""", "1:19: thresholds.reject: 'much' is not a score; write a number from -1000 to 1000 with at most one decimal place, such as 2 or -0.5" },
        { """{ "recipientPolicies": [ { "name": "a" } ] }""", "1:26: recipientPolicies[0]: the policy has no recipients; set recipients, recipientsFile or both; or remove the policy" },
        { """{ "recipientPolicies": [ { "recipients": [ "a@b.test" ] } ] }""", "1:26: recipientPolicies[0].name: name is missing in a recipient policy; add it" },
        { """{ "recipientPolicies": [ { "name": "a", "recipients": [ "*@*" ] } ] }""", "1:57: recipientPolicies[0].recipients[0]: '*@*' matches every recipient; write user@example.com, *@example.com or postmaster@*" },
        { """{ "recipientPolicies": [ { "name": "a", "recipients": [ "a@b.test" ] }, { "name": "A", "recipients": [ "c@b.test" ] } ] }""", "1:75: recipientPolicies[1].name: 'A' is already the name of recipientPolicies[0]; give each policy a unique name" },
        { """{ "recipientPolicies": [ { "name": "a", "recipients": [ "a@b.test" ], "thresholds": { "defer": 4 } } ] }""", "1:87: recipientPolicies[0].thresholds.defer: defer is 4 and reject is 1, so defer never applies; set defer below reject" },
        { """{ "recipientPolicies": [ { "name": "a", "recipients": [ "a@b.test" ], "removeProviders": [ "two" ] } ] }""", "1:71: recipientPolicies[0].removeProviders: there is no provider two; write the name of a provider in blockProviders or allowProviders" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_is_refused_with_its_place_and_the_fix(string json, string error) =>
        Assert.Equal(["ipblock.json:" + error], SettingsFile.Parse(json, "ipblock.json").Errors.Select(static one => one.ToString()));

    [Theory]
    [InlineData("""{ "name": "a", "recipients": [ "a@b.test" ], "addProviders": [ "one" ] }""", "addProviders: one is already used for all recipients; set onlyInPolicies of the provider, or remove it here")]
    [InlineData("""{ "name": "a", "recipients": [ "a@b.test" ], "addProviders": [ "nobody" ] }""", "addProviders: there is no provider nobody; write the name of a provider in blockProviders or allowProviders")]
    [InlineData("""{ "name": "a", "recipients": [ "a@b.test" ], "scores": { "nobody": 2 } }""", "scores: there is no provider nobody; write the name of a provider in blockProviders or allowProviders")]
    [InlineData("""{ "name": "a", "recipients": [ "a@b.test" ], "scores": { "one": -2 } }""", "scores: one: -2: a score below 0 is for allow providers; write a score of 0 or more; for return codes of good senders add an allow provider")]
    [InlineData("""{ "name": "a", "recipients": [ "a@b.test" ], "scores": { "good": 2 } }""", "scores: good: 2: a score above 0 is for block providers; write a score of 0 or less; for return codes of bad senders add a block provider")]
    public void What_a_policy_says_of_providers_must_fit_them(string policy, string error)
    {
        var errors = SettingsFile.Parse($$"""{ "recipientPolicies": [ {{policy}} ], {{Providers}} }""", "ipblock.json").Errors;
        Assert.EndsWith(": recipientPolicies[0]." + error, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("blockProviders", "\"score\": -1", "score: a score below 0 is for allow providers")]
    [InlineData("blockProviders", "\"scores\": { \"127.0.0.2\": -1 }", "scores: 127.0.0.2: -1: a score below 0 is for allow providers")]
    [InlineData("allowProviders", "\"score\": 1", "score: a score above 0 is for block providers")]
    [InlineData("blockProviders", "\"scores\": { \"127\": 1 }", "scores.127: '127' is not a return code or a pattern of return codes")]
    [InlineData("blockProviders", "\"scores\": [ 1 ]", "scores[0]: expected a return code with its score, found a number")]
    public void A_score_has_the_sign_of_its_list(string array, string property, string error)
    {
        var errors = SettingsFile.Parse($$"""{ "{{array}}": [ { "name": "x", "lookupDomain": "x.test", "anyMatch": true, {{property}} } ] }""", "ipblock.json").Errors;
        Assert.Contains($"{array}[0].{error}", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_has_what_it_says_and_leaves_open_what_it_does_not()
    {
        var policy = Assert.Single(Some.Settings($$"""
            { "recipientPolicies": [ { "name": "a", "recipients": [ "a@b.test" ], "thresholds": { "reject": 2.5 }, "scores": { "one": 0.5 }, "addProviders": [ "SOME" ] } ], {{Providers}} }
            """).RecipientPolicies);
        Assert.Equal((25, null, null), (policy.Thresholds!.Reject.Tenths, policy.Thresholds.Mark, policy.Mode));
        Assert.Equal(("one: 0.5", null, true), (policy.Scores[0].ToString(), policy.DeferOnce, policy.Enabled));
    }
}
