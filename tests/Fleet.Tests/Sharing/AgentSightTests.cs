using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IpBlock.Files;
using IpBlock.Fleet.Sharing;
using IpBlock.Providers.Health;
using IpBlock.Reporting.State;
using IpBlock.Settings;
using IpBlock.Testing.Servers;
using IpBlock.Tests.Time;
using Xunit;

namespace IpBlock.Fleet.Tests.Sharing;

/// <summary>What the states of agents come to, as they have written them.</summary>
public sealed class AgentSightTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly List<Exception> _failures = [];
    private readonly AgentSight _sight;

    public AgentSightTests() => _sight = new AgentSight(SettingsPath, () => _folder.Path, _clock, _failures.Add);

    private string SettingsPath => Path.Combine(_folder.Path, "ipblock.json");

    private ProcessState Agent => new()
    {
        Written = _clock.UtcNow,
        Started = _clock.UtcNow - TimeSpan.FromHours(1),
        Role = ProcessRole.Agent,
        Program = "EdgeTransport",
        Machine = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Settings = new SettingsState { Path = SettingsPath },
        NameServers = [new NameServerState { Address = "192.0.2.53" }],
        WatchesProviders = true,
        Providers = [List("zen.test"), List("bl.test")],
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_agent_votes_with_the_answers_and_the_name_servers_that_it_has()
    {
        Write(Agent with { Providers = [List("zen.test") with { State = HealthState.ListsWorld, Answered = "1.0.0.127.zen.test: 127.0.0.2" }, List("bl.test"), List("new.test") with { Probed = null }] });
        var seen = _sight.Look()!;
        Assert.Equal("192.0.2.53", seen.NameServers);
        Assert.Equal(
            [new HealthVote("block list bl.test", "well", "2.0.0.127.bl.test: 127.0.0.2"), new HealthVote("block list zen.test", "lists every address", "1.0.0.127.zen.test: 127.0.0.2")],
            seen.Lists.Select(static list => list.Vote));
        Assert.Empty(_failures);
    }

    [Fact]
    public void Of_two_transport_services_the_one_with_trouble_counts_and_one_that_is_cut_off_has_nothing_to_say()
    {
        Write(Agent with { ProcessId = 1, Providers = [List("zen.test"), List("bl.test") with { State = HealthState.Silent, Answered = "no answer" }] });
        Write(Agent with { Providers = [List("zen.test") with { State = HealthState.Slow }, List("bl.test")] });
        Assert.Equal(["block list bl.test silent", "block list zen.test slow"], Votes());
        Write(Agent with { ProcessId = 1, IsCutOff = true, Providers = [List("zen.test") with { State = HealthState.Gone }] });
        Assert.Equal(["block list bl.test well", "block list zen.test slow"], Votes());
    }

    [Theory]
    [InlineData("has ended")]
    [InlineData("does not write any more")]
    [InlineData("does not watch")]
    [InlineData("of another machine")]
    [InlineData("of other settings")]
    [InlineData("a service")]
    public void No_other_process_has_a_say(string which)
    {
        Write(which switch
        {
            "has ended" => Agent with { Stopped = _clock.UtcNow },
            "does not write any more" => Agent with { Written = _clock.UtcNow - TimeSpan.FromMinutes(1) },
            "does not watch" => Agent with { WatchesProviders = false },
            "of another machine" => Agent with { Machine = "elsewhere" },
            "of other settings" => Agent with { Settings = new SettingsState { Path = "/elsewhere/ipblock.json" } },
            _ => Agent with { Role = ProcessRole.Service },
        });
        Assert.Null(_sight.Look());
    }

    // The agent hears one request a second, and one that it has not heard yet must not be written over.
    [Fact]
    public void Lists_that_others_doubt_are_asked_for_one_after_the_other()
    {
        Write(Agent);
        _sight.Look();
        _sight.Doubt(["zen.test", "bl.test"]);
        _sight.Doubt(["bl.test"]);
        Assert.Equal("zen.test", Asked());
        _sight.Look();
        Assert.Null(Asked());
        _clock.Advance(TimeSpan.FromSeconds(2));
        _sight.Look();
        Assert.Equal("bl.test", Asked());
        _clock.Advance(TimeSpan.FromSeconds(2));
        _sight.Look();
        Assert.Null(Asked());
        Assert.Empty(_failures);
    }

    private static ProviderState List(string zone) => new()
    {
        Id = zone,
        Name = zone,
        Zone = zone,
        Kind = ProviderKind.Block,
        Probed = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero),
        ProbeAnswer = $"2.0.0.127.{zone}: 127.0.0.2",
    };

    private IEnumerable<string> Votes()
    {
        _clock.Advance(TimeSpan.FromSeconds(5));
        return _sight.Look()!.Lists.Select(static list => $"{list.Vote.List} {list.Vote.State}");
    }

    private string? Asked() => ProbeRequest.Take(_folder.Path, Agent, _clock.UtcNow)?.Provider;

    private void Write(ProcessState state)
    {
        using var folder = OwnedFolder.Open(_folder.Path);
        StateFile.Write(folder, state, state.ToJson());
    }
}
