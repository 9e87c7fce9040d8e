using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ReplayCommandTests : IDisposable
{
    private const string Settings = """
        { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true }, { "name": "two", "lookupDomain": "two.test", "anyMatch": true } ] }
        """;

    private readonly Cli _cli = new(Settings);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task By_the_settings_in_force_every_decision_is_the_same()
    {
        WriteLog();
        var output = await _cli.DoAsync("replay");
        Assert.StartsWith("Logged decisions from 2026-01-01T10:00:00Z to 2026-01-03T10:00:00Z, evaluated again with the active settings:\n", output, StringComparison.Ordinal);
        Assert.Matches("decisions +4 *\nthe same +4 +100.0 %\nchanged +0 +0.0 %\nundecidable +0 +0.0 %\n$", output);
    }

    [Fact]
    public async Task By_other_settings_it_says_what_would_change_by_list_client_and_recipient_with_the_steps()
    {
        WriteLog();
        var output = await _cli.DoAsync("replay", "--with", Candidate());
        Assert.Matches("changed +2 +50.0 %\nundecidable +0 ", output);
        Assert.Matches("Was +Would be +Count\nrejected +marked +2\n", output);
        Assert.Matches("Changes by list +Count\none +2\n", output);
        Assert.Matches("Changes by client +Count\n203.0.113.1 +1\n203.0.113.3 +1\n", output);
        Assert.Matches("Changes by recipient +Count\nsales@example.com +1\n", output);
        Assert.Contains("2026-01-02T10:00:00Z  203.0.113.3 to sales@example.com: rejected, would be marked\n", output, StringComparison.Ordinal);
        Assert.Contains("  was:  BlockProvider  one  550 5.7.1 no\n", output, StringComparison.Ordinal);
        Assert.Contains("  now:  Score  one  score 1\n        one: 127.0.0.2 (added 1)\n        two: not listed\n        Score (decided)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_JSON_it_is_the_same()
    {
        WriteLog();
        var json = await _cli.JsonAsync("replay", "--with", Candidate(), "-n", "1");
        Assert.Equal((4, 2, 2, 0), ((int)json["decisions"]!, (int)json["same"]!, (int)json["changed"]!, (int)json["undecidable"]!));
        Assert.Equal(("reject", "mark", 2), ((string)json["changes"]![0]!["before"]!, (string)json["changes"]![0]!["after"]!, (int)json["changes"]![0]!["count"]!));
        Assert.Equal("203.0.113.1", (string)Assert.Single(json["clients"]!)["name"]!);
        var example = Assert.Single(json["examples"]!);
        Assert.Equal(("550 5.7.1 no", "one", 1.0), ((string)example["replyBefore"]!, (string)example["provider"]!, (double)example["score"]!));
        Assert.Contains("one: 127.0.0.2 (added 1)", example["steps"]!.Select(step => (string)step!));
    }

    [Theory]
    [InlineData(new[] { "--client", "203.0.113.2" }, 1)]
    [InlineData(new[] { "--client", "203.0.113.0/24" }, 4)]
    [InlineData(new[] { "--recipient", "*@example.com" }, 1)]
    [InlineData(new[] { "--since", "2026-01-02" }, 2)]
    [InlineData(new[] { "--until", "2026-01-02" }, 2)]
    [InlineData(new[] { "--provider", "TWO" }, 1)]
    public async Task Only_what_is_wanted_is_judged(string[] options, int decisions)
    {
        WriteLog();
        Assert.Equal(decisions, (int)(await _cli.JsonAsync(["replay", .. options]))["decisions"]!);
    }

    [Fact]
    public async Task What_the_log_does_not_say_is_counted_and_not_guessed()
    {
        WriteLog();
        var candidate = _cli.Write("candidate.json", """
            { "blockProviders": [ { "name": "new", "lookupDomain": "new.test", "anyMatch": true }, { "name": "one", "lookupDomain": "one.test", "anyMatch": true } ] }
            """);
        var output = await _cli.DoAsync("replay", "--with", candidate);
        Assert.Matches("undecidable +4 +100.0 %\n", output);
        Assert.Matches("Not known because +Count\nnew was not queried at the time +4\n", output);
    }

    [Fact]
    public async Task A_candidate_that_does_not_load_is_an_error_and_one_that_can_do_nothing_a_warning()
    {
        WriteLog();
        var bad = await _cli.RunAsync("replay", "--with", _cli.Write("bad.json", """{ "thresholds": { "reject": 1, "defer": 2 } }"""));
        Assert.Equal(2, bad.Code);
        Assert.Contains("bad.json:1:32: thresholds.defer: defer is 2 and reject is 1, so defer never applies; set defer below reject", bad.Error, StringComparison.Ordinal);
        var idle = await _cli.RunAsync("replay", "--with", _cli.Write("idle.json", """{ "thresholds": { "reject": 2 } }"""));
        Assert.Contains("warning: thresholds: they have no effect", idle.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_log_there_is_nothing_to_judge() => Assert.Equal("No decisions.\n", await _cli.DoAsync("replay"));

    private string Candidate() => _cli.Write("candidate.json", """{ "verdict": "score", "thresholds": { "reject": 2, "mark": 1 }, """ + Settings.Trim()[1..]);

    private void WriteLog()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "log")).FullName;
        var lines = new[]
        {
            Line("2026-01-01T10:00:00.000Z", "203.0.113.1", "RejectConnection", "BlockProvider", "one", "", "b:one=127.0.0.2!;b:two=-"),
            Line("2026-01-01T11:00:00.000Z", "203.0.113.2", "AcceptConnection", "", "", "", "b:one=-;b:two=-"),
            Line("2026-01-02T10:00:00.000Z", "203.0.113.3", "RejectCommand", "BlockProvider", "one", "sales@example.com", "b:one=127.0.0.2!;b:two=-"),
            Line("2026-01-03T10:00:00.000Z", "203.0.113.4", "RejectConnection", "BlockProvider", "one", "", "b:one=127.0.0.2!;b:two=127.0.0.2"),
        };
        foreach (var day in lines.GroupBy(static line => line[..10].Replace("-", "", StringComparison.Ordinal)))
            File.WriteAllText(Path.Combine(folder, $"IPBLOCK{day.Key}-0001.log"), $"#Software: IpBlock\n#Fields: {IpBlock.Reporting.LogColumns.Fields}\n{string.Join('\n', day)}\n");
    }

    private static string Line(string time, string client, string action, string rule, string provider, string recipient, string steps)
    {
        var fields = IpBlock.Reporting.LogColumns.All.Select(column => column.Name switch
        {
            "Timestamp" => time,
            "RemoteEndpoint" => client + ":4000",
            "Event" => "OnConnect",
            "Action" => action,
            "SmtpResponse" => action.StartsWith("Reject", StringComparison.Ordinal) ? "550 5.7.1 no" : "",
            "Rule" => rule,
            "Provider" => provider,
            "Recipient" => recipient,
            "Milliseconds" => 1.ToString(CultureInfo.InvariantCulture),
            "Listed" => string.Join(';', steps.Split(';').Where(static step => step.Contains("127.", StringComparison.Ordinal)).Select(static step => step[2..].TrimEnd('!'))),
            "Steps" => steps,
            _ => "",
        });
        return string.Join(',', fields.Select(static field => field.AsSpan().IndexOfAny(" ;,") < 0 ? field : $"\"{field}\""));
    }
}
