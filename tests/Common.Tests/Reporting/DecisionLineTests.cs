using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Tests.Filtering;
using Xunit;

namespace IpBlock.Tests.Reporting;

public sealed class DecisionLineTests
{
    private const string Client = FilterUnderTest.Client;
    private const int Provider = 8, Reason = 10, Recipient = 11, Missing = 12;

    private readonly FilterUnderTest _test = FilterUnderTest.WithBlockLists(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\""), Some.List("two"));

    [Fact]
    public void The_fields_are_those_of_the_header() =>
        Assert.Equal(
            "Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed,Policy,Score,Steps,Sender,Helo,ClientName",
            LogColumns.Fields);

    [Fact]
    public async Task An_accepted_connection() =>
        Assert.Equal(
            "2026-01-02T03:04:05.000Z,08DE0123456789AB,192.0.2.25:25,192.0.2.1:4711,OnConnect,AcceptConnection,,,,,,,,0,,,,\"b:one=-;b:two=-\",,,\n",
            Line(new Decision(await _test.EvaluateAsync())
            {
                SessionId = "08DE0123456789AB",
                LocalEndpoint = "192.0.2.25:25",
                RemoteEndpoint = "192.0.2.1:4711",
                Event = "OnConnect",
                Action = "AcceptConnection",
            }));

    [Fact]
    public async Task A_rejected_connection()
    {
        _test.Lists.Lists("one.test", Client, "127.0.0.2", "127.0.0.4").Explains("one.test", Client, "Open relay, see http://one.test/?192.0.2.1");
        _test.Lists.Delays("A 1.2.0.192.one.test", 0.0125);
        var evaluation = _test.EvaluateAsync();
        await _test.PassAsync(0.0125);
        var verdict = await evaluation;
        Assert.Equal(
            "2026-01-02T03:04:05.012Z,1,,192.0.2.1:4711,OnConnect,RejectConnection,\"550 5.7.1 Open relay, see http://one.test/?192.0.2.1\","
            + "BlockProvider,one,\"127.0.0.2 127.0.0.4\",\"Open relay, see http://one.test/?192.0.2.1\",,,12.5,one=127.0.0.2,,,\"b:one=127.0.0.2+127.0.0.4!;b:two=?-\",info@sender.test,mail.sender.test,mx.sender.test\n",
            Line(new Decision(verdict) { SessionId = "1", RemoteEndpoint = "192.0.2.1:4711", Event = "OnConnect", Action = "RejectConnection", Reply = verdict.Reply, Sender = "info@sender.test", HeloName = "mail.sender.test", ClientName = "mx.sender.test" }));
    }

    [Theory]
    [InlineData("one", "127.0.0.2", "Open relay", "Open relay; removal: https://one.test/?ip=192.0.2.1")]
    [InlineData("one", "127.0.0.2", "see https://one.test/?ip=192.0.2.1", "see https://one.test/?ip=192.0.2.1")]
    [InlineData("two", "127.0.0.2", "", "removal: https://two.test/?ip=192.0.2.1")]
    [InlineData("two", "127.0.0.3", "", "")]
    public async Task The_page_for_removal_stands_behind_the_reason_of_a_rejection(string list, string code, string words, string reason)
    {
        var test = FilterUnderTest.WithBlockLists(
            Some.List("one", "\"removalPage\": \"https://one.test/?ip=%0\", \"anyMatch\": true, \"rejectionResponse\": \"%3\""),
            Some.List("two", "\"removalPage\": \"https://two.test/?ip=%0\", \"ipAddressesMatch\": [ \"127.0.0.2\" ]"));
        test.Lists.Lists(list + ".test", Client, code).Explains(list + ".test", Client, words);
        var verdict = await test.EvaluateAsync();
        Assert.Equal(reason, CsvReader.Fields(Line(new Decision(verdict) { Reply = verdict.Reply }))[Reason]);
    }

    [Fact]
    public async Task A_rejected_and_an_exempt_recipient()
    {
        _test.Lists.Lists("two.test", Client, "127.0.0.2");
        var verdict = await _test.EvaluateAsync();
        Assert.Equal(
            "2026-01-02T03:04:05.000Z,,,,OnRcptCommand,RejectCommand,\"550 5.7.1 192.0.2.1 has been blocked by connection filter rule two\",BlockProvider,two,127.0.0.2,,user@example.com,,0,two=127.0.0.2,,,\"b:one=-;b:two=127.0.0.2!\",,,\n",
            Line(new Decision(verdict) { Event = "OnRcptCommand", Action = "RejectCommand", Recipient = "user@example.com", Reply = verdict.Reply }));
        Assert.Equal(
            "2026-01-02T03:04:05.000Z,,,,OnRcptCommand,AcceptRecipient,,BlockProvider,two,127.0.0.2,,postmaster@example.com,,0,two=127.0.0.2,,,\"b:one=-;b:two=127.0.0.2!\",,,\n",
            Line(new Decision(verdict) { Event = "OnRcptCommand", Action = "AcceptRecipient", Recipient = "postmaster@example.com" }));
    }

    [Fact]
    public async Task A_partial_verdict_names_what_was_missing()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("late"), Some.List("refusing"), Some.List("failed"));
        test.Lists.Fails("late.test", DnsStatus.TimedOut).Lists("refusing.test", Client, "127.255.255.254").Fails("failed.test", DnsStatus.ServerFailure);
        Assert.Equal(
            "2026-01-02T03:04:05.000Z,,,,OnConnect,AcceptConnection,,,,,,,\"late=Late;refusing=127.255.255.254;failed=Failed\",0,,,,\"b:late=Late;b:refusing=127.255.255.254;b:failed=Failed\",,,\n",
            Line(new Decision(await test.EvaluateAsync()) { Event = "OnConnect", Action = "AcceptConnection" }));
    }

    [Fact]
    public async Task A_deferred_and_an_exempt_client()
    {
        var test = new FilterUnderTest($$"""
            { "onFailure": "defer", "blockProviders": [ {{Some.List("one")}} ], "exceptions": { "clients": [ { "client": "192.0.2.9", "comment": "ours, since 2026" } ] } }
            """);
        test.Lists.Fails("one.test", DnsStatus.ServerFailure);
        var deferred = await test.EvaluateAsync();
        Assert.Equal(
            "2026-01-02T03:04:05.000Z,,,,,RejectConnection,\"451 4.7.1 The block lists did not answer, please try again later\",ListsSilent,,,,,one=Failed,0,,,,b:one=Failed,,,\n",
            Line(new Decision(deferred) { Action = "RejectConnection", Reply = deferred.Reply }));
        Assert.Equal("2026-01-02T03:04:05.000Z,,,,,AcceptConnection,,ClientException,,,\"ours, since 2026\",,,0,,,,,,,\n", Line(new Decision(await test.EvaluateAsync("192.0.2.9")) { Action = "AcceptConnection" }));
    }

    [Theory]
    [InlineData("a\r\n2026-01-02,forged", "a??2026-01-02,forged")]
    [InlineData("say \"no\", please", "say \"no\", please")]
    [InlineData("\"", "\"")]
    [InlineData("a;b", "a;b")]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("+1+1", "'+1+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=1,2", "'=1,2")]
    [InlineData("\t=1", "?=1")]
    [InlineData("a\0b\u2028c", "a?b?c")]
    public async Task What_strangers_write_stays_in_its_field(string written, string read)
    {
        _test.Lists.Lists("one.test", Client, "127.0.0.2").Explains("one.test", Client, written);
        var verdict = await _test.EvaluateAsync();
        var fields = CsvReader.Fields(Line(new Decision(verdict) { Recipient = written, Reply = verdict.Reply }).TrimEnd('\n'));
        Assert.Equal(LogColumns.All.Count, fields.Count);
        Assert.Equal((read, read), (fields[Reason], fields[Recipient]));
        Assert.Equal("550 5.7.1 " + read.TrimStart('\''), fields[6]);
    }

    [Theory]
    [InlineData("=cmd, \\\"x\\\"", "'=cmd, \"x\"")]
    [InlineData("@a;b", "'@a;b")]
    public async Task A_provider_s_name_stays_in_its_field(string name, string read)
    {
        var test = FilterUnderTest.WithBlockLists($$"""{ "name": "{{name}}", "lookupDomain": "one.test", "anyMatch": true }""");
        test.Lists.Lists("one.test", Client, "127.0.0.2");
        Assert.Equal(read, CsvReader.Fields(Line(new Decision(await test.EvaluateAsync())).TrimEnd('\n'))[Provider]);
        test.Lists.Lists("one.test", "192.0.2.2", "127.255.255.254");
        Assert.Equal(read + "=127.255.255.254", CsvReader.Fields(Line(new Decision(await test.EvaluateAsync("192.0.2.2"))).TrimEnd('\n'))[Missing]);
    }

    [Fact]
    public async Task Whatever_the_recipient_is_a_line_is_one_line_with_all_fields_in_ASCII()
    {
        var verdict = await _test.EvaluateAsync();
        var text = Gen.Elements("\"", ",", "\r", "\n", "=", "'", ";", " ", "a", "\0", "é", "\ud83d", "\udc00").NonEmptyListOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(text.ToArbitrary(), recipient =>
        {
            var line = Line(new Decision(verdict) { Recipient = recipient });
            var fields = CsvReader.Fields(line[..^1]);
            return line.IndexOf('\n', StringComparison.Ordinal) == line.Length - 1 && line[..^1].All(c => c is >= ' ' and <= '~')
                && fields.Count == LogColumns.All.Count && !fields.Exists(field => field.Length > 0 && "=+-@".Contains(field[0], StringComparison.Ordinal));
        }));
    }

    [Fact]
    public async Task A_field_is_cut_after_512_characters()
    {
        var fields = CsvReader.Fields(Line(new Decision(await _test.EvaluateAsync()) { Recipient = new string('x', 100_000) }).TrimEnd('\n'));
        Assert.Equal(new string('x', 512), fields[Recipient]);
    }

    private string Line(Decision decision)
    {
        var line = new StringBuilder();
        DecisionLine.Append(line, decision, _test.Clock.UtcNow);
        return line.ToString();
    }
}
