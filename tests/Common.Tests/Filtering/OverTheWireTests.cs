using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Testing.Dns;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>The filter with the resolver it has in earnest and a name server on loopback.</summary>
public sealed class OverTheWireTests : IAsyncDisposable
{
    private const string Client = "192.0.2.1";
    private const string Other = "192.0.2.2";

    private readonly FakeClock _clock = new();
    private readonly ScriptedDnsServer _server = ScriptedDnsServer.Start();
    private readonly StubResolver _resolver;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One socket, so that whoever holds up its receiver holds up all.
    public OverTheWireTests() => _resolver = new StubResolver(new DnsOptions { Servers = [_server.EndPoint], SocketsPerServer = 1 }, _clock);

    public async ValueTask DisposeAsync()
    {
        _resolver.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task The_first_in_order_decides_though_a_later_one_answers_sooner()
    {
        _server.Zone("one.test").Lists(Client, "127.0.0.2").WaitsFor(_gate.Task);
        _server.Zone("two.test").Lists(Client, "127.0.0.3");
        var verdict = EvaluateAsync(Filter(Some.List("one"), Some.List("two")));
        await _server.SeenAsync(2);
        await Some.UntilAsync(() => _resolver.Outstanding == 1, "the answer of the second list");
        Assert.False(verdict.IsCompleted);
        _gate.SetResult();
        Assert.Equal("one", (await verdict).ProviderName);
    }

    [Fact]
    public async Task A_match_waits_for_the_providers_below_it_no_longer_than_a_moment()
    {
        _server.Zone("one.test").Lists(Client, "127.0.0.2");
        _server.Zone("dead.test").Silent();
        var evaluation = EvaluateAsync(Filter(Some.List("one"), Some.List("dead")));
        await _server.SeenAsync(2);
        await Some.UntilAsync(() => _resolver.Outstanding == 1, "the answer of the first list");
        Assert.False(evaluation.IsCompleted);
        await Some.UntilAsync(() => { _clock.Advance(TimeSpan.FromMilliseconds(100)); return evaluation.IsCompleted; }, "the verdict");
        var verdict = await evaluation;
        Assert.Equal(("one", false), (verdict.ProviderName, verdict.IsPartial));
    }

    [Fact]
    public async Task A_lower_match_waits_for_a_silent_list_no_longer_than_its_time_out()
    {
        _server.Zone("dead.test").Silent();
        _server.Zone("two.test").Lists(Client, "127.0.0.3");
        var verdict = EvaluateAsync(Filter(Some.List("dead"), Some.List("two")));
        await Some.UntilAsync(() => _resolver.Outstanding == 1, "the answer of the second list");
        Assert.False(verdict.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        Assert.Equal("two", (await verdict).ProviderName);
        Assert.Equal("dead", Assert.Single((await verdict).Missing).Provider.Name);
    }

    [Fact]
    public async Task A_disabled_list_hears_nothing_of_the_client()
    {
        var filter = Filter(Some.List("off", "\"anyMatch\": true, \"enabled\": false"), Some.List("on"));
        await EvaluateAsync(filter);
        Assert.Equal((0, 1), (_server.CountUnder("off.test"), _server.CountUnder("on.test")));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task The_second_time_a_client_is_known_without_a_query_and_without_waiting(bool listed, bool named)
    {
        if (listed)
            _server.Zone("two.test").Lists(Client, "127.0.0.2").Text("because");
        else
            _server.Zone("two.test");
        _server.Zone("one.test");
        _server.Reverse(Client, "mx.example.org");
        _server.Name("mx.example.org").Address(Client);
        var filter = new ConnectionFilter(
            Some.Settings($$"""
                { "blockProviders": [ {{Some.List("one")}}, {{Some.List("two", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")}} ], "exceptions": { "clients": [ "{{(named ? "192.0.2.9" : "*.example.com")}}" ] } }
                """),
            _resolver,
            _clock);
        var first = await EvaluateAsync(filter);
        var queries = _server.Queries.Count;
        var second = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        Assert.True(second.IsCompletedSuccessfully);
        Assert.Equal(queries, _server.Queries.Count);
        Assert.Equal((first.Action, first.Reply?.Text), ((await second).Action, (await second).Reply?.Text));
        Assert.Equal(listed ? "because" : null, first.Reply?.Text);
    }

    [Fact]
    public async Task A_list_that_was_silent_is_not_waited_for_again_at_once()
    {
        _server.Zone("dead.test").Silent();
        var filter = Filter(Some.List("dead"));
        var first = EvaluateAsync(filter);
        await _server.SeenAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        await first;
        var second = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        Assert.True(second.IsCompletedSuccessfully);
        Assert.True((await second).IsPartial);
    }

    [Fact]
    public async Task Parallel_connections_of_one_client_share_one_query_for_each_list()
    {
        _server.Zone("one.test").WaitsFor(_gate.Task);
        _server.Zone("two.test").WaitsFor(_gate.Task).Lists(Client, "127.0.0.2");
        var filter = Filter(Some.List("one"), Some.List("two"));
        var verdicts = Enumerable.Range(0, 10).Select(_ => EvaluateAsync(filter)).ToArray();
        await _server.SeenAsync(2);
        _gate.SetResult();
        Assert.All(await Task.WhenAll(verdicts), verdict => Assert.Equal("two", verdict.ProviderName));
        Assert.Equal((1, 1), (_server.CountUnder("one.test"), _server.CountUnder("two.test")));
    }

    // Many times over: the way off the receiver's thread must not depend on who is quicker.
    [Fact]
    public async Task Who_blocks_on_a_verdict_does_not_keep_the_resolver_from_receiving()
    {
        var filter = Filter(Some.List("one"));
        for (var round = 0; round < 20; round++)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _server.Zone("one.test").At("198.51.100." + round).WaitsFor(gate.Task);
            _server.Forget();
            var release = new ManualResetEventSlim();
            var blocked = BlockAfter(filter.EvaluateAsync(new FilterRequest(Some.Client("198.51.100." + round))), release);
            await _server.SeenAsync(1);
            gate.SetResult();
            await Some.UntilAsync(() => blocked.Entered.IsSet, "the verdict");
            Assert.Equal(VerdictRule.None, (await EvaluateAsync(filter, "203.0.113." + round)).Rule);
            release.Set();
            await blocked.Task;
        }
    }

    [Fact]
    public async Task Who_blocks_on_a_late_verdict_does_not_keep_the_others_from_timing_out()
    {
        _server.Zone("dead.test").Silent();
        var filter = Filter(Some.List("dead"));
        for (var round = 0; round < 20; round++)
        {
            _server.Forget();
            var release = new ManualResetEventSlim();
            var blocked = BlockAfter(filter.EvaluateAsync(new FilterRequest(Some.Client("198.51.100." + round))), release);
            var other = EvaluateAsync(filter, "203.0.113." + round);
            await _server.SeenAsync(2);
            await Task.Run(() => _clock.Advance(TimeSpan.FromSeconds(2.1))).WaitAsync(Some.Patience);
            Assert.True((await other).IsPartial);
            release.Set();
            await blocked.Task;
        }
    }

    // Unless the system takes the processor from that thread for so long that another one takes over.
    [Fact]
    public async Task A_verdict_is_finished_on_the_thread_that_brought_the_last_answer()
    {
        var filter = Filter(Some.List("one"));
        var inPlace = false;
        for (var round = 0; round < 20 && !inPlace; round++)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _server.Zone("one.test").WaitsFor(gate.Task);
            var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client("198.51.100." + round))).ContinueWith(
                static _ => ReceiverTurn.OfThisThread is not null, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            gate.SetResult();
            inPlace = await verdict;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(inPlace);
    }

    [Fact]
    public async Task Who_is_told_of_a_missing_list_does_not_hold_the_resolver_up_either()
    {
        _server.Zone("one.test").At(Client).Address("127.255.255.254").WaitsFor(_gate.Task);
        var release = new ManualResetEventSlim();
        var told = new ManualResetEventSlim();
        var filter = new ConnectionFilter(Some.Settings($$"""{ "blockProviders": [ {{Some.List("one")}} ] }"""), _resolver, _clock, _ =>
        {
            told.Set();
            release.Wait(Some.Patience);
        });
        var verdict = EvaluateAsync(filter);
        await _server.SeenAsync(1);
        _gate.SetResult();
        await Some.UntilAsync(() => told.IsSet, "the report of the missing list");
        Assert.Equal(VerdictRule.None, (await EvaluateAsync(filter, Other)).Rule);
        release.Set();
        Assert.True((await verdict).IsPartial);
    }

    [Fact]
    public async Task A_reason_full_of_control_characters_reaches_the_reply_as_one_line()
    {
        _server.Zone("one.test").Lists(Client, "127.0.0.2").RawText(Encoding.Latin1.GetBytes("a\r\n250 ok\0é"), Encoding.ASCII.GetBytes(new string('x', 255)));
        var verdict = await EvaluateAsync(Filter(Some.List("one", "\"anyMatch\": true, \"rejectionResponse\": \"%3\"")));
        Assert.StartsWith("550 5.7.1 a??250 ok??xxx", verdict.Reply!.ToString(), StringComparison.Ordinal);
        Assert.Equal(200, verdict.Reply.Text.Length);
    }

    private ConnectionFilter Filter(params string[] providers) =>
        new(Some.Settings("""{ "blockProviders": [ """ + string.Join(", ", providers) + " ] }"), _resolver, _clock);

    private static Task<Verdict> EvaluateAsync(ConnectionFilter filter, string client = Client) =>
        filter.EvaluateAsync(new FilterRequest(Some.Client(client))).WaitAsync(Some.Patience);

    // As a mail server that goes on with the session on the very thread that brought the verdict, and takes its time.
    private static (Task Task, ManualResetEventSlim Entered) BlockAfter(Task<Verdict> verdict, ManualResetEventSlim release)
    {
        var entered = new ManualResetEventSlim();
        var task = verdict.ContinueWith(
            _ =>
            {
                entered.Set();
                Assert.True(release.Wait(Some.Patience));
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return (task, entered);
    }
}
