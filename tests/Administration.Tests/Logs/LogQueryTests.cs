using System;
using System.IO;
using System.Linq;
using IpBlock.Addresses;
using IpBlock.Administration.Comparison;
using IpBlock.Administration.Logs;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

public sealed class LogQueryTests : IDisposable
{
    private const string Usage = "#Provider: name=\"one\" kind=Block from=2026-01-01T00:00:00Z to=2026-01-01T01:00:00Z queries=7 ms=\n";
    private readonly TemporaryFolder _folder = new();

    public LogQueryTests()
    {
        Directory.CreateDirectory(_folder.PathOf("log"));
        File.WriteAllText(
            _folder.PathOf("log/IPBLOCK20260101-0001.log"),
            EarlierLog.Fields + Line(1, "a", "192.0.2.1", "RejectConnection", "one") + Line(2, "b", "192.0.2.2", "AcceptConnection", "") + Line(3, "c", "198.51.100.3", "RejectConnection", "two")
            + Line(4, "d", "192.0.2.4", "ReportConnection", "one") + Usage);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_asked_for_is_everything() => Assert.Equal("a b c d", Read(new LogQuery()));

    [Fact]
    public void Each_condition_leaves_out_what_does_not_meet_it()
    {
        Assert.Equal("b c d", Read(new LogQuery { Since = At(2) }));
        Assert.Equal("a b", Read(new LogQuery { Until = At(3) }));
        Assert.Equal("a b d", Read(new LogQuery { Clients = Range("192.0.2.0/24") }));
        Assert.Equal("a d", Read(new LogQuery { Provider = static name => name == "one" }));
        Assert.Equal("a c", Read(new LogQuery { OnlyRefusals = true }));
        Assert.Equal("a", Read(new LogQuery { Since = At(1), Until = At(4), Clients = Range("192.0.2.0/24"), Provider = static name => name == "one", OnlyRefusals = true }));
    }

    [Fact]
    public void A_client_is_found_also_under_the_address_that_a_translator_gives_it()
    {
        File.WriteAllText(_folder.PathOf("log/IPBLOCK20260102-0001.log"), EarlierLog.Fields + Line(1, "e", "[64:ff9b::c000:201]", "RejectConnection", "one") + Line(2, "f", "[::ffff:192.0.2.1]", "RejectConnection", "one"));
        Assert.Equal("a e f", Read(new LogQuery { Clients = Range("192.0.2.1") }));
        Assert.Equal("e f", string.Join(' ', new LogQuery { Clients = Range("192.0.2.1") }.ReadLast(Log(), 2).Select(static decision => decision.SessionId)));
    }

    [Fact]
    public void What_is_counted_is_what_is_read()
    {
        var statistics = new LogQuery { OnlyRefusals = true }.Count(Log());
        Assert.Equal((2, 2, 0, 2), (statistics.Decisions, statistics.Refusals, statistics.Reports, statistics.Clients));
    }

    [Fact]
    public void Lists_are_compared_by_all_decisions_about_the_clients_and_not_only_by_those_wanted()
    {
        Assert.Equal(4, new LogQuery { Provider = static name => name == "one", OnlyRefusals = true }.Compare(Log()).Decisions);
        Assert.Equal(3, new LogQuery { Clients = Range("192.0.2.0/24") }.Compare(Log()).Decisions);
        Assert.Equal(2, new LogQuery { Until = At(3) }.Compare(Log()).Decisions);
    }

    [Fact]
    public void How_often_lists_were_asked_belongs_to_all_clients_of_the_time()
    {
        Assert.Equal(7, QueriesOf(new LogQuery()));
        Assert.Equal(7, QueriesOf(new LogQuery { Provider = static _ => false }));
        Assert.Null(QueriesOf(new LogQuery { Clients = Range("192.0.2.0/24") }));
        Assert.Null(QueriesOf(new LogQuery { Until = At(0) }));
    }

    [Theory]
    [InlineData("1h", "2026-01-02T11:00:00Z")]
    [InlineData("7d", "2025-12-26T12:00:00Z")]
    [InlineData("40000d", "1970-01-01T00:00:00Z")]
    [InlineData("2025-12-31", "2025-12-31T00:00:00Z")]
    [InlineData("2025-12-31T18:00:00Z", "2025-12-31T18:00:00Z")]
    [InlineData("yesterday", null)]
    public void A_beginning_is_a_duration_or_a_date(string text, string? expected)
    {
        var isRead = Since.TryParse(text, new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero), out var since);
        Assert.Equal(expected, isRead ? PointInTime.Format(since) : null);
    }

    [Fact]
    public void Newest_first_gives_the_same_decisions_the_other_way_round_whoever_wrote_them()
    {
        File.WriteAllText(_folder.PathOf("log/IPBLOCK20260101-0002.log"), EarlierLog.Fields + Line(2, "x", "192.0.2.9", "RejectConnection", "one") + Line(5, "y", "192.0.2.9", "AcceptConnection", ""));
        File.WriteAllText(_folder.PathOf("log/IPBLOCK20251231-0001.log"), EarlierLog.Fields + Line(0, "z", "192.0.2.9", "RejectConnection", "one"));
        Assert.Equal("y d c x b a z", string.Join(' ', new LogQuery().ReadBackwards(Log()).Select(static decision => decision.SessionId)));
        Assert.Equal("d y", string.Join(' ', new LogQuery().ReadLast(Log(), 2).Select(static decision => decision.SessionId)));
        Assert.Equal("a x", string.Join(' ', new LogQuery { OnlyRefusals = true, Until = At(3) }.ReadLast(Log(), 2).Select(static decision => decision.SessionId)));
        Assert.Equal("y d c", string.Join(' ', new LogQuery { Since = At(3) }.ReadBackwards(Log()).Select(static decision => decision.SessionId)));
    }

    [Theory]
    [InlineData("User@Site.test", "one two")]
    [InlineData("*@site.test", "one two three")]
    [InlineData("user@b\u00fccher.test", "four")]
    [InlineData("nobody@site.test", "")]
    public void A_recipient_is_found_however_it_is_spelled(string recipient, string sessions)
    {
        File.WriteAllText(
            _folder.PathOf("log/IPBLOCK20260102-0001.log"),
            EarlierLog.Fields + ToRecipient("one", "<USER@site.test>") + ToRecipient("two", "user@site.test.") + ToRecipient("three", "other@site.test") + ToRecipient("four", "user@xn--bcher-kva.test"));
        Assert.Equal(sessions, Read(new LogQuery { Recipient = recipient }));
    }

    [Fact]
    public void A_recipient_that_is_hashed_in_the_log_is_found_by_its_name()
    {
        var folder = _folder.PathOf("hashed");
        using (var log = new DecisionLog(new LogSettings { Mailboxes = LoggedMailboxes.Hashed }, folder, Clock.System, NoNotices.Instance))
        {
            foreach (var recipient in new[] { "user@site.test", "other@site.test" })
                log.Write(new Decision(Verdict.WithoutSettings(default)) { SessionId = recipient[..4], Sender = "info@sender.test", Recipient = recipient });
        }

        Assert.Equal("user", Read(new LogQuery { Recipient = "USER@site.test" }, new DecisionLogReader(folder)));
        Assert.Equal("user othe", Read(new LogQuery { Sender = "info@sender.test" }, new DecisionLogReader(folder)));
        Assert.Equal("", Read(new LogQuery { Recipient = "*@site.test" }, new DecisionLogReader(folder)));
    }

    [Fact]
    public void Rule_reason_session_and_reports_can_be_asked_for()
    {
        File.WriteAllText(
            _folder.PathOf("log/IPBLOCK20260102-0001.log"),
            EarlierLog.Fields + "2026-01-02T00:00:01.000Z,s1,,192.0.2.1:9,OnConnect,RejectConnection,\"550 5.7.1 listed, see \"\"x\"\"\",BlockProvider,one,127.0.0.4 (XBL),spam source,,,1,\n");
        Assert.Equal("s1", Read(new LogQuery { Rule = "blockprovider" }));
        Assert.Equal("s1", Read(new LogQuery { Reason = "SPAM" }));
        Assert.Equal("s1", Read(new LogQuery { Reason = "xbl" }));
        Assert.Equal("s1", Read(new LogQuery { Reason = "see \"x\"" }));
        Assert.Equal("s1", Read(new LogQuery { Session = "S1" }));
        Assert.Equal("d", Read(new LogQuery { OnlyReports = true }));
        Assert.Equal("a c d s1", Read(new LogQuery { OnlyReports = true, OnlyRefusals = true }));
    }

    private static string ToRecipient(string session, string recipient) => $"2026-01-02T00:00:01.000Z,{session},,192.0.2.1:9,OnRcptCommand,RejectCommand,550 no,BlockProvider,one,,,{recipient},,1,\n";

    private static long? QueriesOf(LogQuery query, DecisionLogReader log)
    {
        var settings = Some.Settings("{ \"blockProviders\": [ " + Some.List("one") + " ] }");
        return query.Compare(log).Compare(settings).Single(static list => list.Name == "one").Usage?.Queries;
    }

    private long? QueriesOf(LogQuery query) => QueriesOf(query, Log());

    private string Read(LogQuery query, DecisionLogReader? log = null) => string.Join(' ', query.Read(log ?? Log()).Select(static record => record.SessionId));

    private DecisionLogReader Log() => new(_folder.PathOf("log"));

    private static DateTimeOffset At(int second) => new(2026, 1, 1, 0, 0, second, TimeSpan.Zero);

    private static AddressRange Range(string text)
    {
        Assert.True(AddressRange.TryParse(text, out var range, out var reason), reason);
        return range;
    }

    private static string Line(int second, string session, string client, string action, string provider) =>
        $"2026-01-01T00:00:0{second}.000Z,{session},,{client}:4000,,{action},{(action == "AcceptConnection" ? "" : "550 5.7.1 no")},,{provider},,,,,1,{provider}{(provider.Length > 0 ? "=127.0.0.2" : "")}\n";
}
