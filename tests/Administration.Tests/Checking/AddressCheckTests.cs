using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Administration.Checking;
using IpBlock.Filtering;
using IpBlock.Tests;
using IpBlock.Tests.Dns;
using IpBlock.Tests.Settings;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Administration.Tests.Checking;

public sealed class AddressCheckTests : IDisposable
{
    private const string Client = "203.0.113.9";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly FakeResolver _lists;

    public AddressCheckTests() => _lists = new FakeResolver(_clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_provider_that_decides_leaves_those_behind_it_unreached()
    {
        _lists.Lists("one.test", Client, "127.0.0.2");
        var report = await CheckAsync($"\"blockProviders\": [ {Some.List("zero")}, {Some.List("one")}, {Some.List("two")} ]");
        Assert.Equal(["zero Passed", "one Decided", "two NotReached"], report.Providers.Select(static step => step.Provider.Settings.Name + " " + step.Result));
        Assert.Equal((VerdictAction.Reject, "the block provider one lists the client"), (report.Outcome, report.Decider));
        Assert.Equal((StepResult.Passed, StepResult.Decided, StepResult.NotReached), (report.ResultOf(VerdictRule.AllowProvider), report.ResultOf(VerdictRule.BlockProvider), report.ResultOf(VerdictRule.Helo)));
    }

    [Fact]
    public async Task A_list_in_a_file_is_looked_at_as_it_is_now()
    {
        await File.WriteAllTextAsync(_folder.PathOf("own.txt"), "203.0.113.0/24\n");
        var report = await CheckAsync("""
            "lists": [ { "name": "own", "file": "own.txt" } ]
            """);
        Assert.Equal((VerdictRule.BlockList, "the block list own contains the client"), (report.Verdict.Rule, report.Decider));
        Assert.Equal(StepResult.NotReached, report.ResultOf(VerdictRule.BlockProvider));
        Assert.Contains("203.0.113.0/24", report.Rules.Single(static step => step.Result == StepResult.Decided).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exempt_recipient_gets_its_mail_although_the_client_is_refused()
    {
        const string Settings = """
            "blockList": [ "203.0.113.9" ], "exceptions": { "recipients": [ "abuse@*" ] }
            """;
        Assert.Equal(VerdictAction.Accept, (await CheckAsync(Settings, recipient: "abuse@example.com")).Outcome);
        Assert.Equal(VerdictAction.Reject, (await CheckAsync(Settings, recipient: "sales@example.com")).Outcome);
    }

    [Fact]
    public async Task What_was_not_told_is_marked_where_a_rule_looks_at_it()
    {
        const string Settings = "\"helo\": { \"enabled\": true }";
        Assert.Equal([VerdictRule.Authenticated, VerdictRule.LocalPort, VerdictRule.Helo], Untold(await CheckAsync(Settings)));
        Assert.Equal([VerdictRule.Authenticated], Untold(await CheckAsync(Settings, helo: "mail.example.com", port: 25)));
        Assert.Empty(Untold(await CheckAsync("\"enabled\": false")));
    }

    private static VerdictRule[] Untold(CheckReport report) => [.. report.Rules.Append(report.HeloRule).Where(static step => step.IsUntold).Select(static step => step.Rule)];

    private async Task<CheckReport> CheckAsync(string settings, string? recipient = null, string? helo = null, int port = 0)
    {
        using var check = new AddressCheck(Some.Settings("{ " + settings + " }"), _folder.PathOf("ipblock.json"), _lists, _clock);
        return await check.RunAsync(new FilterRequest(Some.Client(Client)) { LocalPort = port }, recipient, helo).WaitAsync(Some.Patience);
    }
}
