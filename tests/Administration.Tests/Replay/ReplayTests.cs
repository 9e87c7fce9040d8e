using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Tests;
using IpBlock.Tests.Filtering;
using Xunit;

namespace IpBlock.Administration.Tests.Replay;

/// <summary>What the log says is enough to judge again: by the same settings everything comes out as it was, and by others as it would have been, or it is said that it cannot be told.</summary>
public sealed class ReplayTests
{
    private const string Client = FilterUnderTest.Client;
    private const int Lists = 5;

    private static readonly Gen<Site> Sites =
        from form in Gen.Elements(
            "\"verdict\": \"firstMatch\"",
            "\"verdict\": \"firstMatch\", \"mode\": \"report\"",
            "\"verdict\": \"firstMatch\", \"onFailure\": \"defer\"",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 2 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 3, \"defer\": 2, \"mark\": 1, \"allow\": -1 }",
            "\"verdict\": \"score\", \"thresholds\": { \"reject\": 1.5, \"allow\": -0.5 }, \"onFailure\": \"defer\"")
        from lookup in Gen.Elements("parallel", "parallel", "sequential")
        from allow in Gen.Elements(true, false, false, false).ArrayOf(Lists)
        from enabled in Gen.Elements(true, true, true, false).ArrayOf(Lists)
        from report in Gen.Elements(false, false, true).ArrayOf(Lists)
        from match in Gen.Elements("\"anyMatch\": true", "\"ipAddressesMatch\": [ \"127.0.0.2\" ]", "\"bitmaskMatch\": \"127.0.0.4\"").ArrayOf(Lists)
        from scores in Gen.Choose(0, 25).ArrayOf(Lists)
        from local in Gen.Frequency(
            (8, Gen.Constant("")),
            (1, Gen.Elements($", \"blockList\": [ \"{Client}\" ]", $", \"allowList\": [ \"{Client}\" ]", $", \"exceptions\": {{ \"clients\": [ \"{Client}\" ] }}", ", \"enabled\": false")))
        from dynamicHosts in Gen.Elements("", ", \"dynamicHosts\": { \"enabled\": true, \"score\": 1.5 }", ", \"dynamicHosts\": { \"enabled\": true, \"mode\": \"report\" }")
        select new Site(form, lookup, allow, enabled, report, match, scores, local + dynamicHosts);

    private static readonly Gen<World> Worlds =
        from says in Gen.Frequency((5, Gen.Constant("")), (4, Gen.Elements("127.0.0.2", "127.0.0.4 127.0.0.2", "127.0.0.9")), (1, Gen.Elements("127.255.255.254", "fails"))).ArrayOf(Lists)
        from name in Gen.Elements("mail.isp.test", "192-0-2-1.dsl.isp.test", "")
        select new World(says, name);

    [Fact]
    public void By_the_same_settings_every_decision_comes_out_as_it_was() => Sampled.Check(
        Prop.ForAll(Arb.From(Sites), Arb.From(Worlds), static (site, world) => IsSame(site, world).GetAwaiter().GetResult()), 1000);

    [Fact]
    public void By_other_settings_a_decision_comes_out_as_they_would_have_made_it_or_cannot_be_told() => Sampled.Check(
        Prop.ForAll(Arb.From(Sites), Arb.From(Sites), Arb.From(Worlds), static (before, after, world) => IsTrue(before, after, world).GetAwaiter().GetResult()), 2000);

    [Fact]
    public async Task A_list_that_is_new_cannot_be_told_and_is_named()
    {
        var site = "{ \"blockProviders\": [ " + Some.List("known") + " ] }";
        var line = await LogAsync(site, new World([], "mail.isp.test"));
        using var replay = new IpBlock.Administration.Replay.Replay(
            Some.Settings("{ \"blockProviders\": [ " + Some.List("known") + ", " + Some.List("new") + " ] }"), "ipblock.json", Some.Settings(site));
        var judged = replay.Judge(line);
        Assert.Null(judged.After);
        Assert.Equal("new was not queried at the time", judged.Why);
    }

    [Fact]
    public async Task What_recipients_would_hear_is_judged_by_their_policies_and_exceptions()
    {
        var site = "{ \"rejectAt\": \"recipient\", \"blockProviders\": [ " + Some.List("list0") + " ] }";
        var other = """
            { "blockProviders": [ { "name": "list0", "lookupDomain": "list0.test", "anyMatch": true } ], "exceptions": { "recipients": [ "abuse@*" ] },
              "recipientPolicies": [ { "name": "mild", "recipients": [ "*@mild.test" ], "removeProviders": [ "list0" ] } ] }
            """;
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings(other), "ipblock.json", Some.Settings(site));
        foreach (var (recipient, after) in new[] { ("user@site.test", ReplayedAction.Reject), ("abuse@site.test", ReplayedAction.Accept), ("user@mild.test", ReplayedAction.Accept) })
        {
            var judged = replay.Judge(await LogAsync(site, new World(["127.0.0.2"], ""), recipient));
            Assert.Equal((ReplayedAction.Reject, after), (judged.Before, judged.After));
            Assert.Equal("list0", judged.Provider);
        }
    }

    [Fact]
    public async Task The_report_counts_changes_by_list_client_and_recipient_and_says_what_cannot_be_told()
    {
        var site = "{ \"rejectAt\": \"recipient\", \"blockProviders\": [ " + Some.List("list0") + " ] }";
        var other = "{ \"blockProviders\": [ " + Some.List("list0", "\"bitmaskMatch\": \"127.0.0.4\"") + ", " + Some.List("new") + " ] }";
        var report = new ReplayReport();
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings(other.Replace(", " + Some.List("new"), "", StringComparison.Ordinal)), "ipblock.json", Some.Settings(site));
        using var untold = new IpBlock.Administration.Replay.Replay(Some.Settings(other), "ipblock.json", Some.Settings(site));
        var line = await LogAsync(site, new World(["127.0.0.2"], ""), "user@site.test");
        report.Add(replay.Judge(line));
        report.Add(replay.Judge(await LogAsync(site, new World(["127.0.0.4"], ""), "user@site.test")));
        report.Add(untold.Judge(line));

        Assert.Equal((3, 1, 1), (report.Decisions, report.Same, report.Undecidable));
        Assert.Equal(((ReplayedAction.Reject, ReplayedAction.Accept), 1), (report.Changes.Single().Key, report.Changes.Single().Value));
        Assert.Equal(("list0", Client, "user@site.test"), (report.Providers.Single().Key, report.Clients.Single().Key, report.Recipients.Single().Key));
        Assert.Equal("new was not queried at the time", report.Untold.Single().Key);
    }

    private static async Task<bool> IsSame(Site site, World world)
    {
        var line = await LogAsync(site.Settings(), world);
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings(site.Settings()), "ipblock.json", Some.Settings(site.Settings()));
        var judged = replay.Judge(line);
        Assert.True(judged.After == judged.Before, $"{judged.After} instead of {judged.Before} {judged.Why}: {line.Action} {line.Rule} by {site.Settings()} with {world}; steps {line[17]}");
        var (rule, provider) = (judged.Verdict!.Cause().Rule, judged.Verdict.Cause().ProviderName);
        Assert.True((rule == VerdictRule.None ? "" : rule.ToString(), provider) == (line.Rule, line.Provider), $"{rule} {provider} instead of {line.Rule} {line.Provider}: {site.Settings()} with {world}; steps {line[17]}");
        return true;
    }

    private static async Task<bool> IsTrue(Site before, Site after, World world)
    {
        var line = await LogAsync(before.Settings(), world);
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings(after.Settings()), "ipblock.json", Some.Settings(before.Settings()));
        var judged = replay.Judge(line);
        if (judged.After is null)
            return true;
        var truth = ActionOf(await world.Under(after.Settings()).EvaluateAsync());
        Assert.True(truth == judged.After, $"{judged.After} instead of {truth}: from {before.Settings()} to {after.Settings()} with {world}; steps {line[17]}");
        return true;
    }

    private static async Task<DecisionRecord> LogAsync(string settings, World world, string recipient = "")
    {
        var test = world.Under(settings);
        var verdict = await test.EvaluateAsync();
        var action = ActionOf(verdict) switch { ReplayedAction.Defer or ReplayedAction.Reject => "Reject", var other => other.ToString() };
        var text = new StringBuilder();
        DecisionLine.Append(
            text,
            new Decision(verdict) { RemoteEndpoint = Client + ":4000", LocalEndpoint = "192.0.2.25:25", Event = "OnConnect", Action = action + "Connection", Recipient = recipient, Reply = verdict.Cause().Reply },
            test.Clock.UtcNow);
        Assert.True(DecisionRecord.TryParse(text.ToString().TrimEnd('\n'), out var line));
        return line;
    }

    private static ReplayedAction ActionOf(Verdict verdict) => verdict switch
    {
        { IsMarked: true } => ReplayedAction.Mark,
        { Reply: { } reply } => reply.StatusCode < 500 ? ReplayedAction.Defer : ReplayedAction.Reject,
        { Reported: not null } => ReplayedAction.Report,
        _ => ReplayedAction.Accept,
    };

    private sealed record World(string[] Says, string Name)
    {
        public FilterUnderTest Under(string settings)
        {
            var test = new FilterUnderTest(settings);
            if (Name.Length > 0)
                test.Lists.Reverse(Client, Name);
            for (var i = 0; i < Says.Length; i++)
            {
                if (Says[i] == "fails")
                    test.Lists.Fails($"list{i}.test", DnsStatus.ServerFailure);
                else if (Says[i].Length > 0)
                    test.Lists.Lists($"list{i}.test", Client, Says[i].Split(' '));
            }

            return test;
        }

        public override string ToString() => $"{Name} {string.Join(", ", Says)}";
    }

    private sealed record Site(string Form, string Lookup, bool[] Allow, bool[] Enabled, bool[] Report, string[] Match, int[] Scores, string More)
    {
        public string Settings() => $$"""
            { {{Form}}, "lookup": "{{Lookup}}"{{More}}, "allowProviders": [ {{Providers(true)}} ], "blockProviders": [ {{Providers(false)}} ] }
            """;

        private string Providers(bool allow) => string.Join(", ", Enumerable.Range(0, Lists).Where(i => Allow[i] == allow).Select(i => Some.List("list" + i, string.Join(", ", Properties(i)))));

        private IEnumerable<string> Properties(int i)
        {
            yield return Match[i];
            yield return $"\"enabled\": {(Enabled[i] ? "true" : "false")}";
            yield return $"\"score\": {((Allow[i] ? -Scores[i] : Scores[i]) / 10m).ToString(CultureInfo.InvariantCulture)}";
            if (!Allow[i] && Report[i])
                yield return "\"mode\": \"report\"";
        }
    }
}
