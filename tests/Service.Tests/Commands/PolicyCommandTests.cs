using System;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly Cli _cli = new("""
        {
          "verdict": "score", "thresholds": { "reject": 2 },
          "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true, "score": 2 }, { "name": "two", "lookupDomain": "two.test", "anyMatch": true, "onlyInPolicies": true } ],
          "exceptions": { "recipients": [ "postmaster@*" ] }
        }
        """);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Policies_are_added_changed_moved_switched_and_removed()
    {
        await _cli.DoAsync("policy", "add", "Sales", "--recipient", "sales@example.com", "--recipient", "*@sales.example", "--reject", "1.5", "--mark", "1", "--scores", "one:1.5", "--defer-once", "false", "--mode", "report");
        await _cli.DoAsync("policy", "add", "Later", "--recipient", "ceo@*", "--add-provider", "two", "--remove-provider", "one", "--reject", "1", "--disabled");
        var sales = _cli.Settings().RecipientPolicies[0];
        Assert.Equal(["sales@example.com", "*@sales.example"], sales.Recipients.Select(recipient => recipient.ToString()));
        Assert.Equal(("1.5", "1", false, FilterMode.Report, "one: 1.5"), ($"{sales.Thresholds!.Reject}", $"{sales.Thresholds.Mark}", sales.DeferOnce!.Value, sales.Mode!.Value, $"{sales.Scores[0]}"));
        await _cli.DoAsync("policy", "set", "SALES", "--reject", "2", "--unset", "thresholds.mark", "--unset", "mode", "--unset", "scores", "--name", "Shop");
        var shop = _cli.Settings().RecipientPolicies[0];
        Assert.Equal(("Shop", "2", "", "", 0), (shop.Name, $"{shop.Thresholds!.Reject}", $"{shop.Thresholds.Mark}", $"{shop.Mode}", shop.Scores.Count));
        await _cli.DoAsync("policy", "move", "later", "1");
        await _cli.DoAsync("policy", "enable", "later");
        Assert.Equal(("Later", true), (_cli.Settings().RecipientPolicies[0].Name, _cli.Settings().RecipientPolicies[0].Enabled));
        await _cli.DoAsync("policy", "disable", "Shop");
        Assert.Contains("no recipient policy adds two", (await _cli.RunAsync("policy", "remove", "Later")).Error, StringComparison.Ordinal);
        Assert.Equal(("Shop", false), (Assert.Single(_cli.Settings().RecipientPolicies).Name, _cli.Settings().RecipientPolicies[0].Enabled));
    }

    [Fact]
    public async Task Without_its_last_threshold_a_policy_has_those_of_everybody_again()
    {
        await _cli.DoAsync("policy", "add", "Sales", "--recipient", "sales@example.com", "--reject", "1");
        await _cli.DoAsync("policy", "set", "Sales", "--unset", "thresholds.reject");
        Assert.Null(_cli.Settings().RecipientPolicies[0].Thresholds);
        await _cli.DoAsync("policy", "set", "Sales", "--reject", "2", "--defer", "1.5");
        await _cli.DoAsync("policy", "set", "Sales", "--unset", "thresholds");
        Assert.Null(_cli.Settings().RecipientPolicies[0].Thresholds);
    }

    [Theory]
    [InlineData("policy add x", "the policy has no recipients; set --recipient, --recipients-file or both")]
    [InlineData("policy add x --recipient a@b.test --mark 3", "--mark: mark is 3 and reject is 1, so mark never applies; set mark below reject")]
    [InlineData("policy add x --recipient a@b.test --reject much", "'much' is not a score")]
    [InlineData("policy add x --recipient a@b.test --remove-provider nobody", "there is no provider nobody; write the name of a provider in blockProviders or allowProviders")]
    [InlineData("policy add x --recipient a@b.test --scores one", "'one' is not a name with a score; write the provider's name and a score")]
    [InlineData("policy set nobody --reject 2", "there is no recipient policy 'nobody'")]
    [InlineData("policy set nobody", "no changes specified; to see the options, run")]
    [InlineData("policy set nobody --unset thresholds.most", "a recipient policy has no property 'thresholds.most'")]
    [InlineData("policy show nobody", "none exists yet; to add one, run ipblock policy add")]
    [InlineData("policy move nobody first", "'first' is not a position")]
    public async Task What_cannot_be_is_said(string line, string why)
    {
        var result = await _cli.RunAsync(line.Split(' '));
        Assert.Equal(2, result.Code);
        Assert.Contains(why, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_and_show_say_in_what_a_policy_differs_and_how_many_it_is_for()
    {
        _cli.Write("many.txt", "a@example.com\nb@example.com\n");
        await _cli.DoAsync("policy", "add", "Many", "--recipient", "c@example.com", "--recipients-file", "many.txt", "--reject", "1", "--comment", "why");
        Assert.Contains("warning: the recipient policy Gone has no recipients from its file yet: gone.txt does not exist", (await _cli.RunAsync("policy", "add", "Gone", "--recipients-file", "gone.txt", "--mode", "report")).Error, StringComparison.Ordinal);
        var json = await _cli.JsonAsync("policy", "list");
        Assert.Equal([3, 0], json.Select(policy => (int)policy["recipientsInAll"]!));
        Assert.Equal((1.0, JTokenType.Null), ((double)json[0]!["thresholds"]!["reject"]!, json[1]!["thresholds"]!.Type));
        Assert.Contains("gone.txt: the file does not exist", (string)json[1]!["trouble"]!, StringComparison.Ordinal);
        var list = await _cli.DoAsync("policy", "list");
        Assert.Matches("1 +Many +yes +3 +thresholds reject 1\n2 +Gone +yes +0, file not read +mode report\n", list);
        Assert.Matches("recipientsFile +many.txt, 2 recipients\nthresholds +reject 1\ncomment +why\n", await _cli.DoAsync("policy", "show", "many"));
    }

    [Fact]
    public async Task Which_says_what_policy_counts_and_which_do_not()
    {
        _cli.Write("file.txt", "*@example.com\n");
        await _cli.DoAsync("policy", "add", "First", "--recipient", "sales@example.com");
        await _cli.DoAsync("policy", "add", "Second", "--recipients-file", "file.txt");
        Assert.Equal(
            "Sales+x@EXAMPLE.com is in the policy First, which refers to sales@example.com.\nLater policies that also contain it do not apply: Second.\n",
            await _cli.DoAsync("policy", "which", "Sales+x@EXAMPLE.com"));
        var exempt = await _cli.JsonAsync("policy", "which", "postmaster@example.com");
        Assert.Equal(("Second", "*@example.com", "postmaster@*"), ((string)exempt["policy"]!, (string)exempt["namedAs"]!, (string)exempt["exception"]!));
        Assert.Equal("other@example.org is not in a recipient policy: the general settings apply.\n", await _cli.DoAsync("policy", "which", "other@example.org"));
    }

    [Fact]
    public async Task A_change_says_what_it_makes_hardly_sensible_and_validate_says_it_again()
    {
        await _cli.DoAsync("policy", "add", "First", "--recipient", "*@example.com");
        var second = await _cli.RunAsync("policy", "add", "Second", "--recipient", "sales@example.com", "--reject", "9", "--add-provider", "two", "--recipients-file", "no.txt");
        Assert.Equal(0, second.Code);
        Assert.Contains("warning: recipientPolicies[1].recipients: sales@example.com is in the policy First too, which applies, because it comes first\n", second.Error, StringComparison.Ordinal);
        Assert.Contains("warning: recipientPolicies[1].thresholds.reject: no sum reaches 9: the sum of all scores that can be added is 3;", second.Error, StringComparison.Ordinal);
        Assert.Equal("", (await _cli.RunAsync("config", "set", "rejectAt", "recipient")).Error);
        var valid = await _cli.RunAsync("config", "validate", "--json");
        Assert.Equal((0, true), (valid.Code, (bool)valid.Json["valid"]!));
        var warnings = valid.Json["warnings"]!.Select(warning => (string)warning!).ToList();
        Assert.Equal(3, warnings.Count);
        Assert.Contains("Second", warnings[2], StringComparison.Ordinal);
        Assert.Contains("no.txt: the file does not exist", warnings[2], StringComparison.Ordinal);
        Assert.Equal(3, valid.Error.Split('\n').Count(line => line.StartsWith("ipblock: warning: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Scores_of_a_provider_are_written_as_numbers_and_objects()
    {
        await _cli.DoAsync("provider", "set", "one", "--score", "2.5", "--scores", "127.0.0.[10;11]: 8", "--scores", "127.0.0.4:0.5");
        var written = JObject.Parse(_cli.SettingsText)["blockProviders"]![0]!;
        Assert.Equal("2.5", written["score"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal("""{"127.0.0.[10;11]":8,"127.0.0.4":0.5}""", written["scores"]!.ToString(Newtonsoft.Json.Formatting.None));
        await _cli.DoAsync("config", "set", "thresholds.reject", "3.5");
        Assert.Equal(3.5, (double)JObject.Parse(_cli.SettingsText)["thresholds"]!["reject"]!);
        Assert.Equal(3.5, (double)(await _cli.JsonAsync("config", "get", "thresholds.reject"))["value"]!);
    }
}
