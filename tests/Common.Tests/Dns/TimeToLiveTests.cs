using System;
using System.Threading.Tasks;
using IpBlock.Dns;
using IpBlock.Testing.Dns;
using Xunit;

namespace IpBlock.Tests.Dns;

/// <summary>How long the resolver remembers.</summary>
public sealed class TimeToLiveTests : IAsyncDisposable
{
    private const string Name = "1.2.0.192.bl.example";
    private readonly Rig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(0u, 60)]
    [InlineData(1u, 60)]
    [InlineData(60u, 60)]
    [InlineData(300u, 300)]
    [InlineData(3600u, 3600)]
    [InlineData(86400u, 3600)]
    [InlineData(0x7FFFFFFFu, 3600)]
    [InlineData(0x80000000u, 60)]
    public async Task An_answer_is_kept_for_its_time_to_live_within_the_limits(uint ttl, int seconds)
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2").Ttl(ttl);
        await AssertKeptAsync(DnsStatus.Records, seconds);
    }

    [Theory]
    [InlineData(300u, 3600u, 300)]
    [InlineData(3600u, 300u, 300)]
    [InlineData(5u, 3600u, 60)]
    [InlineData(86400u, 86400u, 3600)]
    public async Task A_no_is_kept_as_long_as_its_soa_says_within_the_limits(uint minimum, uint ttl, int seconds)
    {
        _rig.Zone.SoaMinimum(minimum, ttl);
        await AssertKeptAsync(DnsStatus.NoSuchName, seconds);
    }

    [Fact]
    public async Task A_no_without_soa_is_kept_for_the_shortest_time()
    {
        _rig.Zone.NoSoa();
        await AssertKeptAsync(DnsStatus.NoSuchName, 60);
    }

    [Fact]
    public async Task An_empty_answer_is_kept_like_a_no()
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2").EmptyAnswer().SoaMinimum(120);
        await AssertKeptAsync(DnsStatus.NoRecords, 120);
    }

    [Fact]
    public async Task A_failure_is_kept_for_five_seconds()
    {
        _rig.Zone.ServFail();
        await AssertKeptAsync(DnsStatus.ServerFailure, 5);
    }

    [Fact]
    public async Task Without_limits_the_time_to_live_is_taken_as_it_is_and_zero_is_not_kept()
    {
        await using var rig = new Rig(change: options => (options.MinimumTtl, options.FailureTtl) = (TimeSpan.Zero, TimeSpan.Zero));
        rig.Zone.Lists("192.0.2.1", "127.0.0.2").Ttl(0);
        rig.Zone.At("192.0.2.2").ServFail();
        rig.Zone.At("192.0.2.3").Address("127.0.0.2").Ttl(1);
        foreach (var host in new[] { 1, 2, 3 })
            await rig.AskAsync($"{host}.2.0.192.bl.example");
        Assert.False(rig.IsCached("1.2.0.192.bl.example"));
        Assert.False(rig.IsCached("2.2.0.192.bl.example"));
        Assert.True(rig.IsCached("3.2.0.192.bl.example"));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(rig.IsCached("3.2.0.192.bl.example"));
    }

    [Fact]
    public async Task A_changed_answer_takes_the_place_of_the_old_one()
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2").Ttl(60);
        await _rig.AskAsync(Name);
        _rig.Zone.Delists("192.0.2.1");
        _rig.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(DnsStatus.NoSuchName, (await _rig.AskAsync(Name)).Status);
        Assert.Equal(DnsStatus.NoSuchName, (await _rig.AskAsync(Name)).Status);
        Assert.Equal(2, _rig.Server.CountFor(Name));
    }

    [Fact]
    public async Task Types_of_one_name_are_kept_apart()
    {
        _rig.Zone.Lists("192.0.2.1", "127.0.0.2").Text("why");
        await _rig.AskAsync(Name);
        Assert.False(_rig.IsCached(Name, DnsType.Txt));
        Assert.Equal(["why"], (await _rig.AskAsync(Name, DnsType.Txt)).Texts);
        Rig.AssertAddresses(await _rig.AskAsync(Name), "127.0.0.2");
        Assert.Equal(2, _rig.Server.CountFor(Name));
    }

    private async Task AssertKeptAsync(DnsStatus status, int seconds)
    {
        Assert.Equal(status, (await _rig.AskAsync(Name)).Status);
        _rig.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.True(_rig.Resolver.TryGetCached(Names.Question(Name), _rig.Clock.Elapsed, out var kept));
        Assert.Equal(status, kept.Status);
        _rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.False(_rig.IsCached(Name));

        Assert.Equal(status, (await _rig.AskAsync(Name)).Status);
        Assert.Equal(2, _rig.Server.CountFor(Name));
    }
}
