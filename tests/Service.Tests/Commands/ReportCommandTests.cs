using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IpBlock.Service.Tests.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private const string Log = """
        #Software: IpBlock
        #Fields: Timestamp,SessionId,LocalEndpoint,RemoteEndpoint,Event,Action,SmtpResponse,Rule,Provider,ReturnCodes,Reason,Recipient,Missing,Milliseconds,Listed
        2026-01-01T10:00:00.000Z,s1,192.0.2.25:25,203.0.113.1:4000,OnConnect,RejectConnection,"550 5.7.1 no",BlockProvider,one,127.0.0.2,,,,1,"one=127.0.0.2;new list=127.0.0.4"
        2026-01-01T10:30:00.000Z,s2,192.0.2.25:25,203.0.113.2:4000,OnConnect,ReportConnection,"550 5.7.1 no",BlockProvider,new list,127.0.0.4,,,one=Late,1,"new list=127.0.0.4"
        #Provider: name="one" kind=Block from=2026-01-01T10:00:00Z to=2026-01-01T11:00:00Z queries=80 cached=20 listed=1 matched=1 late=14 refused=0 failed=0 suspended=0 ms=20:60;70:6
        2026-01-02T10:00:00.000Z,s3,192.0.2.25:25,203.0.113.3:4000,OnConnect,RejectConnection,"550 5.7.1 no",BlockProvider,one,127.0.0.2,,,,1,one=127.0.0.2
        #Provider: name="one" kind=Block from=2026-01-02T10:00:00Z to=2026-01-02T11:00:00Z queries=20 cached=0 listed=1 matched=1 late=0 refused=0 failed=0 suspended=0 ms=20:20

        """;

    private readonly Cli _cli = new("""
        { "blockProviders": [ { "name": "one", "lookupDomain": "one.test", "anyMatch": true }, { "name": "new list", "lookupDomain": "new.test", "anyMatch": true, "mode": "report" } ] }
        """);

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Each_list_has_its_figures_and_a_sentence()
    {
        WriteLog();
        var output = await _cli.DoAsync("report", "--since", "2026-01-01");
        Assert.StartsWith("3 decisions, 2026-01-01T10:00:00Z to 2026-01-02T10:00:00Z; 2 different clients rejected by lists.\n", output, StringComparison.Ordinal);
        Assert.Matches("one +enforce +2 +1 +2 +0 +2 +2\n", output);
        Assert.Matches("new list +report +2 +1 +0 +1 +2 +1\n", output);
        Assert.Matches("one +120 +17 % +20 ms +70 ms +14 +0 +0 +0 +1\n", output);
        Assert.Matches("Listed clients +also on new list +also on one\none +50 % +-\nnew list +- +50 %\n", output);
        Assert.Contains("\none: does not answer 12 % of queries; is useful: 2 clients would have been accepted without it.\n", output, StringComparison.Ordinal);
        Assert.Contains("\nnew list: in report mode: would have rejected 2 clients, 1 of them on no other rejecting list; to see them, run `ipblock log --provider 'new list'`.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_JSON_the_figures_are_the_same()
    {
        WriteLog();
        var report = await _cli.JsonAsync("report", "--since", "2026-01-01");
        Assert.Equal((3, 3, 2, "parallel"), ((int)report["decisions"]!, (int)report["listedClients"]!, (int)report["refusedClients"]!, (string)report["lookup"]!));
        var (one, list) = (report["providers"]![0]!, report["providers"]![1]!);
        Assert.Equal(("one", "block", "enforce", 2, 1, 2, 2), ((string)one["name"]!, (string)one["kind"]!, (string)one["mode"]!, (int)one["clients"]!, (int)one["unique"]!, (int)one["refused"]!, (int)one["alone"]!));
        Assert.Equal((120, 100, 20, 14, 20, 70, 1), ((int)one["usage"]!["asked"]!, (int)one["usage"]!["queries"]!, (int)one["usage"]!["cached"]!, (int)one["usage"]!["errors"]!["late"]!, (int)one["usage"]!["milliseconds"]!["p50"]!, (int)one["usage"]!["milliseconds"]!["p95"]!, (int)one["partial"]!));
        Assert.Equal(("new list", 1, 0.5), ((string)one["alsoOn"]![0]!["name"]!, (int)one["alsoOn"]![0]!["clients"]!, (double)one["alsoOn"]![0]!["share"]!));
        Assert.Equal(("report", 1, true), ((string)list["mode"]!, (int)list["reported"]!, list["usage"]!.Type == Newtonsoft.Json.Linq.JTokenType.Null));
    }

    [Fact]
    public async Task Only_the_time_and_the_list_that_are_wanted_are_reported()
    {
        WriteLog();
        var report = await _cli.JsonAsync("report", "--since", "2026-01-02", "--provider", "ONE");
        Assert.Equal(1, (int)report["decisions"]!);
        var one = Assert.Single(report["providers"]!);
        Assert.Equal((20, 1), ((int)one["usage"]!["asked"]!, (int)one["clients"]!));
        Assert.Equal(0, (int)(await _cli.JsonAsync("report"))["decisions"]!);
    }

    [Fact]
    public async Task A_list_that_nobody_knows_is_an_error()
    {
        var result = await _cli.RunAsync("report", "--provider", "nix");
        Assert.Equal(2, result.Code);
        Assert.Contains("there is no provider 'nix'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_log_the_lists_are_named_all_the_same()
    {
        var output = await _cli.DoAsync("report");
        Assert.StartsWith("No decisions.\n", output, StringComparison.Ordinal);
        Assert.Contains("one: no recommendation yet", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_that_are_asked_in_turn_are_not_compared()
    {
        await _cli.DoAsync("config", "set", "lookup", "sequential");
        Assert.Contains("Lists are queried", await _cli.DoAsync("report"), StringComparison.Ordinal);
    }

    private void WriteLog()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_cli.Folder, "log")).FullName;
        File.WriteAllText(Path.Combine(folder, "IPBLOCK20260101-0001.log"), Log);
    }
}
