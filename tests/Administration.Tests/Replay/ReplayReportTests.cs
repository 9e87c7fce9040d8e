using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Administration.Replay;
using IpBlock.Filtering;
using IpBlock.Tests;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Settings;
using Xunit;

namespace IpBlock.Administration.Tests.Replay;

public sealed class ReplayReportTests : IDisposable
{
    private const string Fields = "#Fields: Timestamp,SessionId,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,Listed,Recipient,Steps\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Changes_are_counted_by_what_list_client_and_recipient_the_most_frequent_first()
    {
        var report = Report("{ \"blockProviders\": [ " + Some.List("a", "\"bitmaskMatch\": \"127.0.0.4\"") + ", " + Some.List("b") + " ] }", null);

        Assert.Equal((6, 1, 1, 4), (report.Decisions, report.Same, report.Undecidable, report.Changed));
        Assert.Equal([((ReplayedAction.Reject, ReplayedAction.Accept), 3L), ((ReplayedAction.Accept, ReplayedAction.Reject), 1L)], report.Changes.Select(static change => (change.Key, change.Value)));
        Assert.Equal([("a", 3L), ("b", 1L)], report.Providers.Select(static one => (one.Key, one.Value)));
        Assert.Equal([("192.0.2.1", 2L), ("192.0.2.2", 1L), ("192.0.2.4", 1L)], report.Clients.Select(static one => (one.Key, one.Value)));
        Assert.Equal([("user@a.test", 2L)], report.Recipients.Select(static one => (one.Key, one.Value)));
        Assert.Equal([("b was not queried at the time", 1L)], report.Untold.Select(static one => (one.Key, one.Value)));
        Assert.Equal(["s1", "s2", "s3", "s5"], report.Kept.Select(static one => one.Line.SessionId));
        Assert.Equal((new DateTimeOffset(2026, 1, 2, 0, 0, 1, TimeSpan.Zero), new DateTimeOffset(2026, 1, 2, 0, 0, 6, TimeSpan.Zero)), (report.First!.Value, report.Last!.Value));
    }

    [Fact]
    public void Only_decisions_that_a_list_takes_part_in_are_counted_if_it_is_asked_for()
    {
        const string Other = "{ \"blockProviders\": [ { \"name\": \"a\", \"lookupDomain\": \"a.test\", \"bitmaskMatch\": \"127.0.0.4\" }, { \"name\": \"b\", \"lookupDomain\": \"b.test\", \"anyMatch\": true } ] }";
        var read = 0;
        Assert.Equal((1, 1), Counts(Report(Other, static name => name == "b", () => read++)));
        Assert.Equal(6, read);
        Assert.Equal((3, 3), Counts(Report(Other, static name => name == "a")));
        Assert.Equal((1, 0), Counts(Report(Other, static name => name == "c")));
    }

    [Fact]
    public void No_more_than_a_thousand_changed_decisions_are_kept()
    {
        var report = new ReplayReport();
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings("{}"), _folder.PathOf("ipblock.json"), Some.Settings("{}"));
        var line = new LoggedLine { Action = "RejectConnection", Reply = "550 no" }.Read();
        for (var i = 0; i < ReplayReport.MaxKept + 5; i++)
            report.Add(replay.Judge(line));
        Assert.Equal((ReplayReport.MaxKept + 5, ReplayReport.MaxKept), (report.Changed, report.Kept.Count));
    }

    [Fact]
    public async Task The_steps_of_another_verdict_are_told_in_words()
    {
        var test = new FilterUnderTest($$"""
            { "verdict": "score", "thresholds": { "reject": 2 }, "dynamicHosts": { "enabled": true, "score": 0.5 }, "exceptions": { "clients": [ "*.partner.test" ] },
              "allowProviders": [ {{Some.List("good", "\"anyMatch\": true, \"ipv4\": false")}} ],
              "blockProviders": [ {{Some.List("a")}}, {{Some.List("b", "\"anyMatch\": true, \"score\": 1.5")}}, {{Some.List("c")}}, {{Some.List("d", "\"anyMatch\": true, \"mode\": \"report\"")}} ] }
            """);
        test.Lists.Reverse(FilterUnderTest.Client, "192-0-2-1.dsl.isp.test").Lists("b.test", FilterUnderTest.Client, "127.0.0.2", "127.0.0.4").Lists("d.test", FilterUnderTest.Client, "127.0.0.9")
            .Fails("c.test", IpBlock.Dns.DnsStatus.ServerFailure);
        Assert.Equal(
            ["DynamicHost (added 0.5)", "a: not listed", "b: 127.0.0.2, 127.0.0.4 (added 1.5)", "c: Failed", "d: 127.0.0.9 (report only)", "Score (decided)"],
            ReplayedSteps.Of(await test.EvaluateAsync()));
        test.Lists.Reverse("192.0.2.2", "mx.partner.test").Host("mx.partner.test", "192.0.2.2").Lists("b.test", "192.0.2.2", "127.0.0.2").Lists("a.test", "192.0.2.2", "127.0.0.2");
        Assert.Equal(
            ["ClientException (decided)", "a: 127.0.0.2 (added 1)", "b: 127.0.0.2 (added 1.5)", "c: Failed", "d: not listed", "Score (overridden by an exception)"],
            ReplayedSteps.Of(await test.EvaluateAsync("192.0.2.2")));
        Assert.Empty(ReplayedSteps.Of(null!));
    }

    private static (long Decisions, long Changed) Counts(ReplayReport report) => (report.Decisions, report.Changed);

    private ReplayReport Report(string settings, Func<string, bool>? provider, Action? read = null)
    {
        Directory.CreateDirectory(_folder.PathOf("log"));
        File.WriteAllText(
            _folder.PathOf("log/IPBLOCK20260102-0001.log"),
            Fields + Line(1, "192.0.2.2", "RejectConnection", "a", "a=127.0.0.2", "", "b:a=127.0.0.2!;b:b=-") + Line(2, "192.0.2.1", "RejectCommand", "a", "a=127.0.0.2", "user@a.test", "b:a=127.0.0.2!;b:b=-")
            + Line(3, "192.0.2.1", "RejectCommand", "a", "a=127.0.0.2", "user@a.test", "b:a=127.0.0.2!;b:b=-") + Line(4, "192.0.2.3", "AcceptConnection", "", "", "", "b:a=-;b:b=-")
            + Line(5, "192.0.2.4", "AcceptConnection", "", "", "", "b:a=-;b:b=127.0.0.2~") + Line(6, "192.0.2.5", "AcceptConnection", "c", "", "", "b:a=-"));
        using var replay = new IpBlock.Administration.Replay.Replay(Some.Settings(settings), _folder.PathOf("ipblock.json"), Some.Settings(settings));
        return ReplayReport.Of(replay, new LogQuery(), new DecisionLogReader(_folder.PathOf("log")), provider, read);
    }

    private static string Line(int second, string client, string action, string provider, string listed, string recipient, string steps) =>
        $"2026-01-02T00:00:0{second}.000Z,s{second},{client}:9,OnConnect,{action},{(action.StartsWith("Reject", StringComparison.Ordinal) ? "550 no" : "")},,{provider},{listed},{recipient},\"{steps}\"\n";
}
