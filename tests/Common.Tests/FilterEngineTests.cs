using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Providers.Braking;
using IpBlock.Reporting;
using IpBlock.Sessions;
using Xunit;

namespace IpBlock.Tests;

public sealed class FilterEngineTests : IAsyncDisposable
{
    private const string Broken = """{ "blockProviders": 1 }""";
    private static readonly string One = $"\"blockProviders\": [ {Some.List("one")} ]";
    private readonly EngineUnderTest _test = new();

    public FilterEngineTests() => _test.Server.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.2");

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task With_good_settings_it_filters_at_once_and_says_so()
    {
        _test.Write(One);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        Assert.Equal([100], _test.Notices.Ids);
        Assert.Equal($"The settings of {_test.SettingsPath} are active: 1 provider enabled.", _test.Notices.Of(100)[0]);
    }

    [Fact]
    public async Task A_provider_in_force_whose_list_is_closed_is_told_of_each_day_and_no_more_when_it_is_disabled()
    {
        const string Sorbs = "\"blockProviders\": [ { \"name\": \"old\", \"lookupDomain\": \"dnsbl.sorbs.net\", \"anyMatch\": true";
        _test.Write(Sorbs + " } ]");
        await _test.EvaluateAsync();
        _test.Pass(60);
        Assert.Single(_test.Notices.Of(303));
        for (var hour = 0; hour < 25; hour++)
            _test.Pass(3600);
        Assert.Equal(2, _test.Notices.Of(303).Count);
        _test.Write(Sorbs + ", \"enabled\": false } ]");
        for (var hour = 0; hour < 49; hour++)
            _test.Pass(3600);
        Assert.Equal(2, _test.Notices.Of(303).Count);
    }

    // The file is read when settings are taken over, and what it is told of there comes in the middle of that.
    [Fact]
    public async Task Evidence_that_is_shared_while_settings_are_taken_over_reaches_deferred_mail()
    {
        var secret = Enumerable.Range(1, 16).Select(static i => (byte)i).ToArray();
        _test.Write(One);
        await _test.EvaluateAsync();
        Directory.CreateDirectory(_test.PathOf("log"));
        File.WriteAllText(_test.PathOf("log/deferred-mail.bin"), "broken");
        _test.Notices.Meanwhile = notice =>
        {
            if (notice.Id == 370)
                _test.Engine.Share(new SharedEvidence(new NobodyElse(), secret));
        };
        _test.Write(One + ", \"deferOnce\": { \"enabled\": true }");
        _test.Pass(2);
        Assert.Single(_test.Notices.Of(370));
        Assert.Equal(secret, _test.Engine.Deferred!.ToWrite().Secret);
    }

    private sealed class NobodyElse : ISharedStanding
    {
        public bool IsVouchedFor(Address client) => false;

        public void Vouch(Address client)
        {
        }

        public void Withdraw(Address client)
        {
        }
    }

    [Theory]
    [InlineData(Broken, "blockProviders")]
    [InlineData(null, "does not exist")]
    [InlineData("{", "ipblock.json:1:2: ")]
    public async Task With_broken_settings_at_the_start_it_accepts_all_and_says_why(string? settings, string why)
    {
        if (settings is not null)
            _test.WriteText(settings);
        var verdict = await _test.EvaluateAsync();
        Assert.Equal((VerdictAction.Accept, VerdictRule.NoSettings), (verdict.Action, verdict.Rule));
        Assert.Null(_test.Engine.Filter);
        var notice = Assert.Single(_test.Notices.All);
        Assert.Equal((101, NoticeLevel.Error), (notice.Id, notice.Level));
        Assert.Contains(why, notice.Text, StringComparison.Ordinal);
        Assert.EndsWith("(every client is accepted until this is corrected)", notice.Text, StringComparison.Ordinal);
        _test.Engine.Log(new Decision(verdict));
        Assert.Empty(_test.Server.Queries);
    }

    [Fact]
    public async Task Mended_settings_are_in_force_within_five_seconds_and_broken_ones_leave_the_last_good_in_force()
    {
        _test.WriteText(Broken);
        Assert.Equal(VerdictRule.NoSettings, (await _test.EvaluateAsync()).Rule);
        _test.Pass(60);
        _test.Write(One);
        _test.Pass(5);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        _test.WriteText(Broken);
        _test.Pass(60);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
        Assert.Equal([101, 100, 101], _test.Notices.Ids);
        Assert.EndsWith("(the last valid settings remain active)", _test.Notices.Of(101)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_of_the_file_is_told()
    {
        _test.WriteText("""{ "blockProviders": 1, "lookupTimeout": "x", "nonsense": true }""");
        await _test.EvaluateAsync();
        Assert.Equal([101, 101, 101], _test.Notices.Ids);
    }

    [Fact]
    public async Task A_provider_that_is_disabled_is_asked_no_more_and_the_cache_is_kept()
    {
        // Listed in the second list only, so that the verdict waits for both and both are remembered.
        const string Listed = "192.0.2.77";
        _test.Write($"\"blockProviders\": [ {Some.List("one")}, {Some.List("two")} ]");
        _test.Server.Zone("two.test").Lists(Listed, "127.0.0.3");
        Assert.Equal("two", (await _test.EvaluateAsync(Listed)).ProviderName);
        _test.Server.Forget();
        _test.Write($"\"blockProviders\": [ {Some.List("one", "\"anyMatch\": true, \"enabled\": false")}, {Some.List("two")} ]");
        _test.Pass(5);
        Assert.Equal("two", (await _test.EvaluateAsync(Listed)).ProviderName);
        Assert.Empty(_test.Server.Queries);
        await _test.EvaluateAsync("192.0.2.2");
        Assert.Equal((0, 1), (_test.Server.CountUnder("one.test"), _test.Server.CountUnder("two.test")));
    }

    [Fact]
    public async Task The_filter_can_be_switched_off_and_on_while_it_runs()
    {
        _test.Write(One);
        await _test.EvaluateAsync();
        _test.Write("\"enabled\": false, " + One);
        _test.Pass(5);
        Assert.Equal(VerdictRule.FilterDisabled, (await _test.EvaluateAsync()).Rule);
        _test.Write(One);
        _test.Pass(5);
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync()).Rule);
    }

    [Fact]
    public async Task Verdicts_under_way_survive_a_change_of_the_name_servers()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _test.Server.Zone("one.test").ListsTheWorld("127.0.0.2").WaitsFor(gate.Task);
        _test.Write("\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", " + One);
        var underWay = Enumerable.Range(1, 30).Select(i => _test.EvaluateAsync("192.0.2." + i)).ToArray();
        await _test.Server.SeenAsync(30);
        _test.Write("\"lookupTimeout\": \"100ms\", \"totalTimeout\": \"100ms\", " + One, ", \"cacheEntries\": 2000");
        _test.Pass(5);
        Assert.Equal(2, _test.Notices.Of(100).Count);
        // The new settings wait a tenth of a second at the most: had they a say in it, all would be over now.
        _test.Pass(5);
        Assert.DoesNotContain(underWay, verdict => verdict.IsCompleted);
        gate.SetResult();
        Assert.All(await Task.WhenAll(underWay), verdict => Assert.Equal((VerdictRule.BlockProvider, false), (verdict.Rule, verdict.IsPartial)));
        Assert.Equal(VerdictRule.BlockProvider, (await _test.EvaluateAsync("192.0.2.200")).Rule);
    }

    [Fact]
    public async Task A_filter_that_a_session_still_holds_asks_the_name_servers_in_force_when_its_own_resolver_is_closed()
    {
        _test.Server.Zone("one.test").ListsTheWorld("127.0.0.2");
        _test.Write(One);
        await _test.EvaluateAsync();
        var old = _test.Engine.Filter!;
        _test.Write(One, ", \"cacheEntries\": 2000");
        _test.Pass(5);
        // Long enough for the old one to be closed.
        _test.Pass(600);
        Assert.NotSame(old, _test.Engine.Filter);
        var verdict = await old.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.99"))).WaitAsync(Some.Patience);
        Assert.Equal((VerdictRule.BlockProvider, false), (verdict.Rule, verdict.IsPartial));
    }

    [Fact]
    public async Task Changes_of_the_name_servers_again_and_again_lose_no_verdict()
    {
        // Time flies here: a minute of it must be longer than an answer takes.
        var settings = "\"lookupTimeout\": \"30s\", \"totalTimeout\": \"60s\", " + One;
        _test.Server.Zone("one.test").ListsTheWorld("127.0.0.2");
        _test.Write(settings);
        await _test.EvaluateAsync();
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var verdict = await _test.EvaluateAsync($"198.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}");
                Assert.Equal((VerdictRule.BlockProvider, false), (verdict.Rule, verdict.IsPartial));
            }
        });
        for (var change = 0; change < 30; change++)
        {
            _test.Write(settings, ", \"cacheEntries\": " + (2000 + change));
            _test.Pass(1);
            await Task.Delay(10);
        }

        await enough.CancelAsync();
        await load;
        Assert.Equal(31, _test.Notices.Of(100).Count);
    }

    [Fact]
    public async Task A_new_name_server_is_asked_and_the_old_one_no_more()
    {
        await using var other = IpBlock.Testing.Dns.ScriptedDnsServer.Start();
        other.Zone("one.test").Lists(EngineUnderTest.Client, "127.0.0.9");
        _test.Write(One);
        await _test.EvaluateAsync();
        _test.Server.Forget();
        _test.WriteText($$"""{ "dns": { "servers": [ "127.0.0.1:{{other.Port}}" ] }, {{One}} }""");
        _test.Pass(5);
        Assert.Equal(Some.Code("127.0.0.9"), (await _test.EvaluateAsync()).Answer!.Value.Code);
        Assert.Empty(_test.Server.Queries);
    }

    [Fact]
    public async Task The_log_is_beside_the_settings_and_follows_them_to_another_folder()
    {
        _test.Write(One);
        _test.Engine.Log(new Decision(await _test.EvaluateAsync()) { SessionId = "first" });
        _test.Write("\"log\": { \"directory\": \"elsewhere/deep\" }, " + One);
        _test.Pass(5);
        _test.Engine.Log(new Decision(await _test.EvaluateAsync()) { SessionId = "second" });
        _test.Write($"\"log\": {{ \"directory\": \"{_test.PathOf("absolute")}\" }}, " + One);
        _test.Pass(5);
        _test.Engine.Log(new Decision(await _test.EvaluateAsync()) { SessionId = "third" });
        _test.Engine.Dispose();
        foreach (var (folder, session) in new[] { ("log", "first"), ("elsewhere/deep", "second"), ("absolute", "third") })
            Assert.Contains("," + session + ",", File.ReadAllLines(Assert.Single(Directory.GetFiles(_test.PathOf(folder), "*.log"))).Last(static line => line[0] != '#'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_folder_that_cannot_be_changes_no_verdict_and_is_told()
    {
        File.WriteAllText(_test.PathOf("file"), "");
        _test.Write("\"log\": { \"directory\": \"file/log\" }, " + One);
        var verdict = await _test.EvaluateAsync();
        Assert.Equal(VerdictRule.BlockProvider, verdict.Rule);
        _test.Engine.Log(new Decision(verdict));
        await Some.UntilAsync(() => _test.Notices.Of(200).Count == 1, "the notice");
    }

    [Fact]
    public async Task A_list_in_trouble_is_told_by_the_engine()
    {
        _test.Server.Zone("one.test").AnswersAlways("127.255.255.254");
        _test.Write(One);
        Assert.True((await _test.EvaluateAsync()).IsPartial);
        await _test.EvaluateAsync("192.0.2.2");
        Assert.Equal([100, 300], _test.Notices.Ids);
    }
}
