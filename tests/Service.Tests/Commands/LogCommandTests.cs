using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class LogCommandTests : IDisposable
{
    internal const string Head = "#Software: IpBlock\n#Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed\n";
    private const string Accepted = "2026-01-01T10:00:00.000Z,s1,192.0.2.25:25,203.0.113.1:4000,OnConnect,AcceptConnection,,,,,,,late=Late,1.5,\n";
    private const string Refused = "2026-01-02T10:00:00.000Z,s2,192.0.2.25:25,203.0.113.2:4000,OnConnect,RejectConnection,\"550 5.7.1 no, thanks\",BlockProvider,\"My list\",\"127.0.0.2 (spam)\",\"it says \"\"no\"\"\",,,20,\"My list=127.0.0.2\"\n";
    private const string Recipient = "2026-01-03T10:00:00.000Z,s3,[2001:db8::25]:25,[2001:db8::9]:4000,OnRcptCommand,AcceptRecipient,,BlockProvider,\"My list\",127.0.0.3,,postmaster@example.com,late=Late;other=127.255.255.254,3,\n";

    private readonly Cli _cli = new("{}");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Decisions_are_printed_one_a_line()
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused + Recipient);
        var lines = (await _cli.DoAsync("log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("2026-01-01T10:00:00Z  AcceptConnection  203.0.113.1", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("BlockProvider My list  127.0.0.2 (spam)", lines[1], StringComparison.Ordinal);
        Assert.Contains("to postmaster@example.com", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_has_written_into_the_log_reaches_no_terminal_as_an_escape()
    {
        Log("IPBLOCK20260101-0001.log", "2026-01-01T10:00:00.000Z,s\u001b[2J,a,b\u009b31m,OnConnect,\u001b]0;x\u0007,\u001b[1m,\u007f,\u001b[31m,\u001b[31m,\u001b[31m,\r\u001b[31m,\u001b[31m,1.5,\n");
        foreach (var command in new[] { "log", "stats", "report" })
        {
            foreach (var output in new[] { await _cli.RunAsync(command), await _cli.RunAsync(command, "--json") })
                Assert.DoesNotContain((output.Output + output.Error).Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        }

        Assert.Equal("s\u001b[2J", (string)JObject.Parse(await _cli.DoAsync("log", "--json"))["sessionId"]!);
    }

    [Fact]
    public async Task In_JSON_each_line_is_an_object()
    {
        Log("IPBLOCK20260101-0001.log", Refused + Recipient);
        var lines = (await _cli.DoAsync("log", "--json")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(JObject.Parse).ToList();
        Assert.Equal(("550 5.7.1 no, thanks", "it says \"no\"", true, 20.0), ((string)lines[0]["smtpResponse"]!, (string)lines[0]["reason"]!, (bool)lines[0]["refused"]!, (double)lines[0]["milliseconds"]!));
        Assert.Equal(("2001:db8::9", "postmaster@example.com", false), ((string)lines[1]["client"]!, (string)lines[1]["recipient"]!, (bool)lines[1]["refused"]!));
    }

    [Theory]
    [InlineData("--refused", "s2")]
    [InlineData("--provider|my LIST", "s2 s3")]
    [InlineData("--provider|other", "")]
    [InlineData("--address|203.0.113.0/31", "s1")]
    [InlineData("--address|2001:db8::9", "s3")]
    [InlineData("--since|2026-01-02", "s2 s3")]
    [InlineData("--since|2026-01-02T11:00:00Z", "s3")]
    [InlineData("--since|1h", "")]
    [InlineData("--since|3000d", "s1 s2 s3")]
    [InlineData("--refused|--address|203.0.113.1", "")]
    [InlineData("--until|2026-01-02T11:00:00Z", "s1 s2")]
    [InlineData("-n|2", "s2 s3")]
    [InlineData("-n|1|--refused", "s2")]
    [InlineData("--recipient|Postmaster@EXAMPLE.com.", "s3")]
    [InlineData("--recipient|*@example.com", "s3")]
    [InlineData("--recipient|@example.com", "s3")]
    [InlineData("--recipient|@example.org", "")]
    [InlineData("--rule|blockprovider", "s2 s3")]
    [InlineData("--reason|it SAYS", "s2")]
    [InlineData("--session|s2", "s2")]
    [InlineData("--reported", "")]
    public async Task Only_what_is_wanted_is_printed(string options, string sessions)
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused + Recipient);
        var output = await _cli.DoAsync(["log", "--json", .. options.Split('|')]);
        Assert.Equal(sessions, string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (string)JObject.Parse(line)["sessionId"]!)));
    }

    [Theory]
    [InlineData("--since|yesterday", "neither a duration nor a date")]
    [InlineData("--address|192.0.2", "--address: ")]
    [InlineData("--until|soon", "--until 'soon' is neither a duration nor a date")]
    [InlineData("-n|0", "-n must be")]
    [InlineData("exempt|nobody", "the log has no session 'nobody'")]
    [InlineData("exempt|s2|--recipient", "has no recipient")]
    [InlineData("exempt|s2|--name", "no host name for the client")]
    [InlineData("exempt|s3|--recipient|--network", "specify only one of them")]
    [InlineData("exempt|one,two", "not a line of the log")]
    public async Task What_cannot_be_understood_is_an_error(string options, string reason)
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused + Recipient);
        var result = await _cli.RunAsync(["log", .. options.Split('|')]);
        Assert.Equal(2, result.Code);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s2", "client", "203.0.113.2")]
    [InlineData("s2|--network", "client", "203.0.113.0/24")]
    [InlineData("s3|--network", "client", "2001:db8::/64")]
    [InlineData("s3|--recipient", "recipient", "postmaster@example.com")]
    [InlineData("s2|--expires|2030-01-01|--comment|a friend", "client", "203.0.113.2")]
    public async Task A_decision_of_the_log_makes_an_exception(string options, string kind, string who)
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused + Recipient);
        await _cli.DoAsync(["log", "exempt", .. options.Split('|')]);
        var made = (await _cli.JsonAsync("exception", "list")).Single();
        Assert.Equal((kind, who), ((string)made["type"]!, (string)made["who"]!));
        Assert.Equal(options.Contains("friend", StringComparison.Ordinal) ? "a friend" : options.StartsWith("s2", StringComparison.Ordinal) ? "RejectConnection on 2026-01-02 10:00 UTC by My list" : "AcceptRecipient on 2026-01-03 10:00 UTC by My list", (string)made["comment"]!);
        Assert.Equal(options.Contains("2030", StringComparison.Ordinal), (string?)made["expires"] is not null);
    }

    [Fact]
    public async Task Times_are_those_of_this_machine_if_wanted()
    {
        Log("IPBLOCK20260101-0001.log", Refused);
        var local = new DateTimeOffset(2026, 1, 2, 10, 0, 0, TimeSpan.Zero).ToLocalTime();
        Assert.StartsWith(local.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture), await _cli.DoAsync("log", "--local"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_log_the_reason_is_said()
    {
        var result = await _cli.RunAsync("log");
        Assert.Equal(2, result.Code);
        Assert.Contains("there are no decisions yet", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_counted()
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused);
        Log("IPBLOCK20260101-0002.log", Recipient + "half a line");
        var counted = await _cli.JsonAsync("stats");
        Assert.Equal((3, 1, 3), ((int)counted["decisions"]!, (int)counted["refused"]!, (int)counted["clients"]!));
        Assert.Equal([("BlockProvider", 2), ("None", 1)], Counts(counted["rules"]!));
        Assert.Equal([("My list", 2)], Counts(counted["providers"]!));
        Assert.Equal([("late", 2), ("other", 1)], Counts(counted["missing"]!));
        Assert.Equal(3, counted["actions"]!.Count());
        Assert.Equal((3.0, 20.0), ((double)counted["milliseconds"]!["p50"]!, (double)counted["milliseconds"]!["p95"]!));
        Assert.Equal((2, 1), ((int)(await _cli.JsonAsync("stats", "--since", "2026-01-02"))["decisions"]!, (int)(await _cli.JsonAsync("stats", "--since", "2026-01-03"))["decisions"]!));
    }

    [Fact]
    public async Task The_counts_are_printed_with_their_share()
    {
        Log("IPBLOCK20260101-0001.log", Accepted + Refused);
        var output = await _cli.DoAsync("stats");
        Assert.Matches("decisions +2 +2026-01-01T10:00:00Z to 2026-01-02T10:00:00Z\n", output);
        Assert.Matches("refused +1 +50.0 %\n", output);
        Assert.Matches("without late +1 +50.0 %\n", output);
        Assert.Matches("95 % decided within +20 +ms\n", output);
    }

    [Fact]
    public async Task An_empty_log_counts_nothing()
    {
        Assert.Equal("No decisions.\n", await _cli.DoAsync("stats"));
        Assert.Equal(0, (int)(await _cli.JsonAsync("stats"))["decisions"]!);
        Assert.Equal(2, (await _cli.RunAsync("stats", "--since", "never")).Code);
    }

    private static System.Collections.Generic.IEnumerable<(string, int)> Counts(JToken counts) => counts.Select(count => ((string)count["name"]!, (int)count["count"]!));

    private void Log(string file, string lines)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "log")).FullName;
        File.WriteAllText(Path.Combine(folder, file), Head + lines);
    }
}
