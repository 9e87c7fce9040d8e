using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Addresses;
using IpBlock.Dns;
using IpBlock.Filtering;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Settings;
using IpBlock.Tests.Incidents;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Tests.Filtering;

/// <summary>What a verdict makes of what is known of the lists.</summary>
public sealed class SickListTests : IListHealth
{
    private const string Client = "192.0.2.1";

    private readonly FakeClock _clock = new();
    private readonly ListWorld _world;
    private readonly Dictionary<string, ProviderHealth> _health = new(StringComparer.Ordinal);
    private readonly List<string> _heard = [];

    public SickListTests()
    {
        _world = new ListWorld(_clock);
        _world.Healthy("one.test", static address => address == Client ? "127.0.0.2" : null).Healthy("two.test", static address => address == Client ? "127.0.0.3" : null);
    }

    ProviderHealth IListHealth.Of(ProviderSettings provider, ProviderKind kind) =>
        _health.TryGetValue(provider.Name, out var health) ? health : _health[provider.Name] = new ProviderHealth();

    void IListHealth.Heard(Address client, Provider[] providers, ProviderOutcome?[] outcomes) =>
        _heard.Add(string.Join(' ', outcomes.Select(static outcome => outcome?.ToString() ?? "-")));

    void IListHealth.Refused(Address client) => _heard.Add(client + " refused");

    [Fact]
    public async Task A_suspended_list_is_not_asked_and_the_verdict_says_so()
    {
        var filter = Filter();
        Suspend("one", HealthState.ListsWorld);
        var verdict = await DecideAsync(filter);
        Assert.Equal("two", verdict.ProviderName);
        Assert.Equal(ProviderOutcome.Suspended, Assert.Single(verdict.Missing).Outcome);
        Assert.False(_world.Asked.ContainsKey("one.test"));
        Assert.Equal(["Suspended Matched"], _heard);
        _health["one"].Publish(HealthReport.Good, false, false, false);
        Assert.Equal("one", (await DecideAsync(filter)).ProviderName);
    }

    [Fact]
    public async Task With_all_lists_suspended_the_verdict_takes_no_time()
    {
        var filter = Filter();
        Suspend("one", HealthState.Silent);
        Suspend("two", HealthState.Gone);
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        Assert.True(verdict.IsCompleted);
        Assert.Equal((VerdictAction.Accept, 2), ((await verdict).Action, (await verdict).Missing.Count));
    }

    [Theory]
    [InlineData(true, VerdictAction.Defer)]
    [InlineData(false, VerdictAction.Accept)]
    public async Task A_suspended_list_defers_only_while_it_is_expected_back(bool expected, VerdictAction action)
    {
        var filter = Filter("\"onFailure\": \"defer\",");
        Suspend("one", HealthState.Silent, expected);
        Assert.Equal(action, (await DecideAsync(filter, "192.0.2.9")).Action);
    }

    [Fact]
    public async Task What_a_braked_list_lists_is_only_reported_and_the_next_list_decides()
    {
        var filter = Filter();
        _health["one"].Brake(true, _clock.UtcNow, "why");
        var verdict = await DecideAsync(filter);
        Assert.Equal("two", verdict.ProviderName);
        Assert.Equal(["one", "two"], verdict.Listed.Select(static answer => answer.Provider.Name));
        _health["two"].Brake(true, _clock.UtcNow, "why");
        verdict = await DecideAsync(filter);
        Assert.Equal((VerdictAction.Accept, "one"), (verdict.Action, verdict.Cause().ProviderName));
    }

    [Fact]
    public async Task The_last_list_is_waited_for_no_longer_than_it_is_worth_when_the_others_have_answered()
    {
        var filter = Filter();
        _world.Silent("one.test");
        _health["one"].SetPatience(TimeSpan.FromSeconds(0.5));
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.9")));
        _clock.Advance(TimeSpan.FromSeconds(0.49));
        Assert.False(verdict.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.01));
        var late = Assert.Single((await verdict.WaitAsync(Some.Patience)).Missing);
        Assert.Equal(("one", ProviderOutcome.Late), (late.Provider.Name, late.Outcome));
        Assert.Equal(TimeSpan.FromSeconds(0.5), (await verdict).Took);
        // Only when the lookup has really ended without an answer does that count against the list.
        Assert.Equal(0, _health["one"].Answers.Take().Silent);
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Some.UntilAsync(() => _heard.Count == 1, "the end of the lookups");
        Assert.Equal(1, _health["one"].Answers.Take().Silent);
        Assert.Equal(["Late NotListed"], _heard);
    }

    [Fact]
    public async Task As_long_as_others_are_out_too_it_is_waited_for()
    {
        var filter = Filter();
        _world.Silent("one.test");
        _world.Latencies["two.test"] = TimeSpan.FromSeconds(1);
        _health["one"].SetPatience(TimeSpan.FromSeconds(0.5));
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client("192.0.2.9")));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        await Some.UntilAsync(() => _clock.Waiting == 3, "the wait for the other list");
        Assert.False(verdict.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(["one"], (await verdict.WaitAsync(Some.Patience)).Missing.Select(static answer => answer.Provider.Name));
        Assert.Equal(TimeSpan.FromSeconds(1), (await verdict).Took);
    }

    [Fact]
    public async Task A_list_that_answers_while_it_is_waited_for_is_heard()
    {
        var filter = Filter();
        _world.Latencies["one.test"] = TimeSpan.FromSeconds(0.4);
        _health["one"].SetPatience(TimeSpan.FromSeconds(0.5));
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        _clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.Equal("one", (await verdict.WaitAsync(Some.Patience)).ProviderName);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Some.UntilAsync(() => _clock.Waiting == 0, "the end of the timer");
    }

    [Fact]
    public async Task A_single_list_is_waited_for_until_the_end_because_nobody_else_proves_the_network_well()
    {
        var filter = Filter(lists: ["one"]);
        _world.Silent("one.test");
        _health["one"].SetPatience(TimeSpan.FromSeconds(0.5));
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        _clock.Advance(TimeSpan.FromSeconds(1.9));
        await Some.UntilAsync(() => _clock.Waiting >= 2, "the wait until the end");
        Assert.False(verdict.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(ProviderOutcome.Late, Assert.Single((await verdict.WaitAsync(Some.Patience)).Missing).Outcome);
    }

    [Fact]
    public async Task In_turn_a_list_that_was_not_reached_is_not_called_late_and_nothing_counts_against_it()
    {
        var filter = Filter("\"lookup\": \"sequential\", \"totalTimeout\": \"2s\",");
        _world.Silent("one.test");
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client(Client)));
        for (var i = 0; i < 25; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(1);
        }

        Assert.Equal([ProviderOutcome.Late, ProviderOutcome.NotReached], (await verdict.WaitAsync(Some.Patience)).Missing.Select(static answer => answer.Outcome));
        Assert.Equal((1, 0), (_health["one"].Answers.Take().Silent, _health["two"].Answers.Take().Silent));
    }

    [Fact]
    public async Task Answers_that_are_known_say_nothing_of_a_list()
    {
        var lists = new IpBlock.Tests.Dns.FakeResolver(_clock);
        var filter = new ConnectionFilter(Some.Settings($$"""{ "blockProviders": [ {{Some.List("one")}} ] }"""), lists, _clock, null, this);
        for (var i = 0; i < 5; i++)
            Assert.Equal(VerdictAction.Accept, (await filter.EvaluateAsync(new FilterRequest(Some.Client(Client)))).Action);
        Assert.Equal(1, _health["one"].Answers.Take().Answered);
        Assert.Equal(["NotListed"], _heard);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("\"mode\": \"report\",", false)]
    [InlineData("\"dynamicHosts\": { \"enabled\": true, \"mode\": \"report\" }, \"helo\": { \"enabled\": true, \"mode\": \"report\" },", false)]
    public async Task A_client_that_is_refused_by_its_name_is_told_of(string settings, bool refused)
    {
        var lists = new IpBlock.Tests.Dns.FakeResolver(_clock).Reverse(Client, "192-0-2-1.dsl.isp.test").Reverse("192.0.2.2", "mail.isp.test");
        var rules = settings.Contains("dynamicHosts", StringComparison.Ordinal) ? "" : "\"dynamicHosts\": { \"enabled\": true }, \"helo\": { \"enabled\": true },";
        var filter = new ConnectionFilter(Some.Settings("{ " + settings + rules + " \"blockProviders\": [ " + Some.List("one") + " ] }"), lists, _clock, null, this);
        await DecideAsync(filter);
        var served = await DecideAsync(filter, "192.0.2.2");
        _heard.Clear();
        await DecideAsync(filter); // by what is known
        await filter.HearHeloAsync(served, "mail.isp.test", null);
        await filter.HearHeloAsync(served, "192.0.2.2", null);
        Assert.Equal(refused ? ["192.0.2.1 refused", "192.0.2.2 refused"] : [], _heard);
    }

    private ConnectionFilter Filter(string more = "", params string[] lists) => new(
        Some.Settings("{ " + more + " \"blockProviders\": [ " + string.Join(", ", (lists is [] ? ["one", "two"] : lists).Select(static name => Some.List(name))) + " ] }"), _world, _clock, null, this);

    private void Suspend(string name, HealthState state, bool defers = false) =>
        _health[name].Publish(new HealthReport(state, _clock.UtcNow, "raw"), suspended: true, cutOff: false, defers);

    private async Task<Verdict> DecideAsync(ConnectionFilter filter, string client = Client)
    {
        var verdict = filter.EvaluateAsync(new FilterRequest(Some.Client(client)));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        return await verdict.WaitAsync(Some.Patience);
    }
}
