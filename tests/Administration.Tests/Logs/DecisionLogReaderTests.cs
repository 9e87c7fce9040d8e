using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Logs;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Sessions;
using IpBlock.Settings;
using IpBlock.Tests;
using IpBlock.Tests.Filtering;
using IpBlock.Tests.Settings;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Logs;

public sealed class DecisionLogReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_log_writes_is_read_back()
    {
        var test = FilterUnderTest.WithBlockLists(Some.List("bad list", "\"anyMatch\": true, \"rejectionResponse\": \"%3\", \"returnCodes\": [ \"127.0.0.2: spam\" ]").Replace("bad list.test", "bad.test", StringComparison.Ordinal));
        test.Lists.Lists("bad.test", FilterUnderTest.Client, "127.0.0.2").Explains("bad.test", FilterUnderTest.Client, "=1+1, \"quoted\"");
        using (var log = new DecisionLog(new LogSettings(), _folder.PathOf("log"), Clock.System, new Deaf()))
        {
            var verdict = await test.EvaluateAsync();
            log.Write(new Decision(verdict) { SessionId = "08D", LocalEndpoint = "192.0.2.25:25", RemoteEndpoint = "[2001:db8::1]:4000", Event = "OnConnect", Action = "RejectConnection", Reply = verdict.Reply, Recipient = "-x@example.com" });
        }

        var read = Assert.Single(new DecisionLogReader(_folder.PathOf("log")).ReadNew());
        Assert.Equal(("08D", "192.0.2.25:25", "[2001:db8::1]:4000", "OnConnect", "RejectConnection"), (read.SessionId, read.LocalEndpoint, read.RemoteEndpoint, read.Event, read.Action));
        Assert.Equal(("550 5.7.1 =1+1, \"quoted\"", "BlockProvider", "bad list", "127.0.0.2 (spam)"), (read.SmtpResponse, read.Rule, read.Provider, read.ReturnCodes));
        Assert.Equal(("=1+1, \"quoted\"", "-x@example.com", true), (read.Reason, read.Recipient, read.IsRefusal));
        Assert.Equal(Some.Client("2001:db8::1"), read.Client);
        Assert.InRange(read.Timestamp, DateTimeOffset.UtcNow.AddMinutes(-10), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void Files_of_several_processes_are_read_in_the_order_of_time()
    {
        Write("IPBLOCK20260101-0001.log", Line(1, "a") + Line(4, "d"));
        Write("IPBLOCK20260101-0002.log", Line(2, "b") + Line(3, "c"));
        Write("IPBLOCK20260102-0001.log", Line(5, "e"));
        Assert.Equal("a b c d e", Sessions(new DecisionLogReader(_folder.PathOf("log"))));
    }

    [Fact]
    public void Later_calls_give_what_has_come_since_and_only_whole_lines()
    {
        var path = Write("IPBLOCK20260101-0001.log", Line(1, "a") + Line(2, "b")[..9]);
        var reader = new DecisionLogReader(_folder.PathOf("log"));
        Assert.Equal("a", Sessions(reader));
        Assert.Equal("", Sessions(reader));
        File.AppendAllText(path, Line(2, "b")[9..]);
        Write("IPBLOCK20260102-0001.log", Line(3, "c"));
        Assert.Equal("b c", Sessions(reader));
    }

    [Fact]
    public void A_file_that_is_gone_and_a_folder_that_is_not_there_hold_nothing()
    {
        var reader = new DecisionLogReader(_folder.PathOf("log"));
        Assert.Equal("", Sessions(reader));
        File.Delete(Write("IPBLOCK20260101-0001.log", Line(1, "a")));
        Assert.Equal("", Sessions(reader));
    }

    [Fact]
    public void Only_decisions_since_a_moment_are_given()
    {
        Write("IPBLOCK20260101-0001.log", Line(1, "a") + Line(2, "b"));
        var reader = new DecisionLogReader(_folder.PathOf("log"));
        Assert.Equal("b", string.Join(' ', reader.ReadNew(new DateTimeOffset(2026, 1, 1, 0, 0, 2, TimeSpan.Zero)).Select(record => record.SessionId)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#Fields: Timestamp")]
    [InlineData("2026-01-01T00:00:00.000Z,only,three")]
    [InlineData("yesterday,,,,,,,,,,,,,1,")]
    [InlineData("2026-01-01T00:00:00.000Z,,,,,,\"open,,,,,,,1,")]
    [InlineData("2026-01-01T00:00:00.000Z,,,,,,,,,,,,,1,,too many")]
    public void What_no_log_has_written_is_left_out(string line) => Assert.False(DecisionRecord.TryParse(line, EarlierLog.Header, out _));

    [Theory]
    [InlineData("192.0.2.1:4000", "192.0.2.1")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("[2001:db8::1]:4000", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("", null)]
    public void The_client_is_read_from_its_endpoint(string endpoint, string? client)
    {
        Assert.True(DecisionRecord.TryParse($"2026-01-01T00:00:00.000Z,,,{endpoint},,,,,,,,,,1,", EarlierLog.Header, out var record));
        Assert.Equal(client, record.Client?.ToString());
    }

    [Fact]
    public void A_name_with_an_equals_sign_is_missing_under_its_whole_name()
    {
        Assert.True(DecisionRecord.TryParse("2026-01-01T00:00:00.000Z,,,,,,,,,,,,a=b=Late;c=127.255.255.254,1,", EarlierLog.Header, out var record));
        Assert.Equal(["a=b", "c"], record.MissingProviders());
    }

    private static string Line(int second, string session) => $"2026-01-01T00:00:0{second}.000Z,{session},,,,,,,,,,,,1,\n";

    private static string Sessions(DecisionLogReader reader) => string.Join(' ', reader.ReadNew().Select(record => record.SessionId));

    private string Write(string name, string text)
    {
        var path = Path.Combine(Directory.CreateDirectory(_folder.PathOf("log")).FullName, name);
        File.WriteAllText(path, EarlierLog.Fields + text);
        return path;
    }

    private sealed class Deaf : INoticeSink
    {
        public void Write(Notice notice) => Assert.Fail(notice.Text);
    }
}
