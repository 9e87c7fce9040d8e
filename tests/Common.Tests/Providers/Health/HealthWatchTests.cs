using System;
using System.Linq;
using IpBlock.Dns;
using IpBlock.Providers;
using IpBlock.Providers.Health;
using IpBlock.Tests.Incidents;
using Xunit;

namespace IpBlock.Tests.Providers.Health;

public sealed class HealthWatchTests : IDisposable
{
    private readonly HealthUnderTest _test = new(Some.List("one"), Some.List("two"), Some.List("three"));

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Lists_that_are_well_are_probed_and_nothing_is_told()
    {
        _test.Start().Pass(2 * 3600);
        Assert.Empty(_test.Told);
        Assert.Equal(HealthState.Healthy, _test.State("one"));
        // At the start and every ten minutes, four questions each.
        Assert.InRange(_test.World.Asked["one.test"], 4 * 12, 4 * 14);
    }

    [Fact]
    public void A_list_that_falls_silent_is_out_of_the_way_within_seconds_and_is_told_once()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 4);
        Assert.Equal(1, _test.Until(() => _test["one"].Health.IsSuspended));
        _test.Pass(3600);
        Assert.Equal(["one Silent"], _test.Told);
        Assert.False(_test["two"].Health.IsSuspended);
        Assert.Contains("192.0.2.53", _test.Changes[0].Now.NextStep, StringComparison.Ordinal);
        Assert.Equal("no answer in time", _test.Changes[0].Now.Raw);
    }

    [Fact]
    public void On_a_quiet_server_one_late_answer_is_enough_because_the_probes_it_calls_for_find_out()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 1);
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 2, 10);
        Assert.Equal(["one Silent"], _test.Told);
    }

    [Fact]
    public void A_list_that_loses_one_answer_in_ten_is_asked_on()
    {
        _test.Start();
        for (var i = 0; i < 600; i++)
        {
            _test.Answers("one", ProviderOutcome.Late, 1);
            _test.Answers("one", ProviderOutcome.NotListed, 9);
            _test.Pass(1);
        }

        Assert.Empty(_test.Told);
    }

    [Fact]
    public void One_client_whose_many_connections_all_fail_counts_once()
    {
        _test.Start();
        var client = Some.Client("192.0.2.77");
        for (var i = 0; i < 50; i++)
            _test["one"].Health.Saw(ProviderAnswer.None(_test["one"], ProviderOutcome.Late), client, ListWorld.TimeOut);
        _test.Pass(60);
        Assert.Empty(_test.Told);
    }

    [Fact]
    public void A_list_that_other_servers_doubt_is_probed_at_once_and_stays_if_it_is_well_here()
    {
        _test.Start().Pass(60);
        var asked = _test.World.Asked["one.test"];
        _test.Watch.Doubt([_test.Watch.Lists.Single(static list => list.Name == "one").Id, "block-unknown"]);
        _test.Pass(2);
        Assert.Equal(asked + 4, _test.World.Asked["one.test"]);
        _test.Pass(300);
        Assert.Empty(_test.Told);

        _test.World.Silent("one.test");
        _test.Watch.Doubt([.. _test.Watch.Lists.Select(static list => list.Id)]);
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 2, 10);
        Assert.Equal(["one Silent"], _test.Told);
    }

    [Fact]
    public void A_silent_list_that_comes_back_is_asked_again_by_itself()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 1);
        _test.Pass(60);
        _test.World.Healthy("one.test", static _ => null);
        Assert.InRange(_test.Until(() => !_test["one"].Health.IsSuspended), 5, 90);
        Assert.Equal(["one Silent", "one Healthy"], _test.Told);
        Assert.InRange(_test.Changes[1].Lasted.TotalSeconds, 60, 160);
    }

    [Fact]
    public void Tries_of_a_dead_list_become_rare()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 1);
        _test.Pass(3600);
        var asked = _test.World.Asked["one.test"];
        _test.Pass(4 * 3600);
        Assert.InRange(_test.World.Asked["one.test"] - asked, 4 * 17, 4 * 27);
    }

    [Fact]
    public void A_list_that_relapses_has_to_prove_itself_longer()
    {
        _test.Start();
        var waits = Enumerable.Range(0, 4).Select(_ =>
        {
            _test.World.Silent("one.test");
            _test.Answers("one", ProviderOutcome.Late, 4);
            _test.Answers("two", ProviderOutcome.NotListed, 1);
            _test.Until(() => _test["one"].Health.IsSuspended);
            _test.World.Healthy("one.test", static _ => null);
            return _test.Until(() => !_test["one"].Health.IsSuspended);
        }).ToArray();
        Assert.Equal(waits.Order(), waits);
        Assert.True(waits[3] > 2 * waits[0], string.Join(' ', waits));
    }

    [Fact]
    public void A_list_that_refuses_is_suspended_with_whose_resolver_it_is_and_what_to_do()
    {
        _test.Start();
        _test.World.Always("one.test", "127.255.255.254");
        _test.Answers("one", ProviderOutcome.Refused, 1);
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 1, 5);
        Assert.Equal(["one Refused"], _test.Told);
        Assert.Equal("127.255.255.254", _test.Changes[0].Now.Raw[^15..]);
        Assert.Contains("does not answer public or unidentified resolvers", _test.Changes[0].Now.NextStep, StringComparison.Ordinal);
        Assert.Contains("Your name servers: 192.0.2.53", _test.Changes[0].Now.NextStep, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HealthState.ListsWorld, "The cause is probably your name servers (192.0.2.53)")]
    [InlineData(HealthState.Gone, "your name servers (192.0.2.53) cannot resolve Internet names")]
    [InlineData(HealthState.Refused, "check the name servers first")]
    public void What_befalls_all_lists_at_once_is_put_down_to_the_name_servers_by_the_last_notice(HealthState state, string words)
    {
        _test.Start();
        var lists = new[] { "one", "two", "three" };
        foreach (var list in lists)
            Befall(list + ".test", state);
        _test.Until(() => lists.All(list => _test.State(list) == state));
        Assert.DoesNotContain(words, _test.Changes[0].Now.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain(words, _test.Changes[1].Now.NextStep, StringComparison.Ordinal);
        Assert.Contains(words, _test.Changes[2].Now.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void What_befalls_the_only_list_is_put_down_to_the_list()
    {
        using var test = new HealthUnderTest(Some.List("one"));
        test.Start();
        test.World.Always("one.test", "127.0.0.2");
        test.Until(() => test["one"].Health.IsSuspended);
        Assert.DoesNotContain("name servers", test.Changes[0].Now.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_lists_the_world_is_suspended_by_a_probe_that_many_listings_call_for()
    {
        _test.Start();
        _test.World.Always("one.test", "127.0.0.2");
        _test.Answers("one", ProviderOutcome.Matched, 4);
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 1, 4);
        Assert.Equal(["one ListsWorld"], _test.Told);
        Assert.Contains(".127.one.test: 127.0.0.2", _test.Changes[0].Now.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_traffic_the_next_probe_finds_it()
    {
        _test.Start();
        _test.World.Always("one.test", "127.0.0.2");
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 1, 760);
    }

    [Fact]
    public void A_botnet_that_a_list_knows_calls_for_a_probe_now_and_then_and_nothing_else()
    {
        _test.Start();
        var asked = _test.World.Asked["one.test"];
        for (var i = 0; i < 600; i++)
        {
            _test.Answers("one", ProviderOutcome.Matched, 50);
            _test.Pass(1);
        }

        Assert.Empty(_test.Told);
        Assert.InRange(_test.World.Asked["one.test"] - asked, 4, 4 * 12);
    }

    [Fact]
    public void A_list_whose_test_entry_has_gone_is_empty()
    {
        _test.Start();
        _test.World.Zone("one.test", static address => DnsAnswer.Without(address.Length == 0 ? DnsStatus.NoRecords : DnsStatus.NoSuchName));
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 1, 800);
        Assert.Equal(["one Emptied"], _test.Told);
        _test.World.Healthy("one.test", static _ => null);
        Assert.InRange(_test.Until(() => !_test["one"].Health.IsSuspended), 60, 600);
    }

    [Fact]
    public void A_list_that_never_had_a_test_entry_is_not_empty_as_long_as_it_lists_anybody()
    {
        _test.World.Zone("one.test", static address => DnsAnswer.Without(address.Length == 0 ? DnsStatus.NoRecords : DnsStatus.NoSuchName));
        _test.Start();
        for (var i = 0; i < 100; i++)
        {
            _test.Answers("one", ProviderOutcome.NotListed, 50);
            _test.Answers("one", ProviderOutcome.Matched, 1);
            _test.Pass(60);
        }

        Assert.Empty(_test.Told);
        for (var i = 0; i < 100; i++)
        {
            _test.Answers("one", ProviderOutcome.NotListed, 50);
            _test.Pass(60);
        }

        Assert.Empty(_test.Told);
    }

    [Fact]
    public void A_list_that_never_had_a_test_entry_and_never_listed_anybody_is_empty_after_a_while()
    {
        _test.World.Zone("one.test", static address => DnsAnswer.Without(address.Length == 0 ? DnsStatus.NoRecords : DnsStatus.NoSuchName));
        _test.Start().Pass(2 * 3600);
        Assert.Empty(_test.Told);
        _test.Answers("one", ProviderOutcome.NotListed, 300);
        _test.Pass(1000);
        Assert.Equal(["one Emptied"], _test.Told);
    }

    [Fact]
    public void A_zone_that_does_not_exist_is_gone()
    {
        _test.World.Fails("one.test", DnsStatus.NoSuchName);
        _test.Start();
        Assert.InRange(_test.Until(() => _test["one"].Health.IsSuspended), 10, 60);
        Assert.Equal(["one Gone"], _test.Told);
        Assert.Contains("2.0.0.127.one.test: NoSuchName; one.test: NoSuchName", _test.Changes[0].Now.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_that_keeps_to_other_rules_is_only_asked_whether_it_is_alive()
    {
        using var test = new HealthUnderTest(Some.List("odd", "\"anyMatch\": true, \"probe\": \"alive\""));
        test.World.Always("odd.test", "127.0.0.2");
        test.Start().Pass(2 * 3600);
        Assert.Empty(test.Told);
        test.World.Silent("odd.test");
        Assert.InRange(test.Until(() => test["odd"].Health.IsSuspended), 1, 800);
    }

    [Fact]
    public void A_list_that_is_not_to_be_probed_is_not_until_it_is_silent()
    {
        using var test = new HealthUnderTest(Some.List("odd", "\"anyMatch\": true, \"probe\": \"never\""), Some.List("two"));
        test.Start().Pass(2 * 3600);
        Assert.False(test.World.Asked.ContainsKey("odd.test"));
        test.World.Silent("odd.test");
        test.Answers("odd", ProviderOutcome.Late, 4);
        test.Answers("two", ProviderOutcome.NotListed, 1);
        test.Pass(10);
        Assert.True(test["odd"].Health.IsSuspended);
        test.World.Healthy("odd.test", static _ => null);
        test.Until(() => !test["odd"].Health.IsSuspended, 600);
        Assert.Equal(["odd Silent", "odd Healthy"], test.Told);
    }

    [Fact]
    public void Health_that_is_switched_off_probes_nobody_and_suspends_nobody()
    {
        using var test = new HealthUnderTest(HealthMemory.Empty, "\"enabled\": false", Some.List("one"));
        test.Start();
        test.Answers("one", ProviderOutcome.Late, 100);
        test.Pass(3600);
        Assert.Empty(test.World.Asked);
        Assert.Empty(test.Told);
        Assert.False(test["one"].Health.IsSuspended);
    }

    [Fact]
    public void A_list_that_the_settings_drop_is_not_probed_any_more_and_is_still_ill_when_it_comes_back()
    {
        _test.Start();
        _test.World.Silent("one.test");
        _test.Answers("one", ProviderOutcome.Late, 4);
        _test.Answers("two", ProviderOutcome.NotListed, 1);
        _test.Pass(10);
        _test.Use("two", "three");
        var asked = _test.World.Asked["one.test"];
        _test.Pass(3600);
        Assert.Equal(asked, _test.World.Asked["one.test"]);
        _test.Use("one", "two", "three");
        Assert.True(_test["one"].Health.IsSuspended);
        _test.World.Healthy("one.test", static _ => null);
        _test.Until(() => !_test["one"].Health.IsSuspended, 60);
    }

    [Fact]
    public void A_list_that_answers_late_is_slow_and_asked_on()
    {
        _test.Start();
        _test.Answers("one", ProviderOutcome.NotListed, 100, milliseconds: 1400);
        _test.Pass(1);
        Assert.Equal(["one Slow"], _test.Told);
        Assert.False(_test["one"].Health.IsSuspended);
        Assert.Contains("1500ms", _test.Changes[0].Now.Raw, StringComparison.Ordinal);
        for (var i = 0; i < 60; i++)
        {
            _test.Answers("one", ProviderOutcome.NotListed, 20);
            _test.Pass(60);
        }

        Assert.Equal(["one Slow", "one Healthy"], _test.Told);
    }

    [Theory]
    [InlineData(20, 500)]
    [InlineData(250, 900)]
    [InlineData(1900, 2000)]
    public void How_long_a_list_is_worth_waiting_for_comes_from_its_habits(int milliseconds, int patience)
    {
        _test.Start();
        Assert.Equal(TimeSpan.FromSeconds(2), _test["one"].Health.Patience);
        _test.Answers("one", ProviderOutcome.NotListed, 100, milliseconds);
        _test.Pass(1);
        Assert.Equal(TimeSpan.FromMilliseconds(patience), _test["one"].Health.Patience);
    }

    private void Befall(string zone, HealthState state) => _ = state switch
    {
        HealthState.ListsWorld => _test.World.Always(zone, "127.0.0.2"),
        HealthState.Gone => _test.World.Fails(zone, DnsStatus.NoSuchName),
        _ => _test.World.Always(zone, "127.255.255.254"),
    };
}
