using System;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Xunit;

namespace IpBlock.Manager.Tests.Accounts;

public sealed class SessionStoreTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_session_ends_after_an_hour_without_a_sign_of_life()
    {
        var (_, key) = await _world.MemberAsync("alice");
        _world.Clock.Advance(SessionStore.Idle - TimeSpan.FromMinutes(1));
        Assert.NotNull(_world.Sessions.Find(key));
        _world.Clock.Advance(SessionStore.Idle - TimeSpan.FromMinutes(1));
        Assert.NotNull(_world.Sessions.Find(key));
        _world.Clock.Advance(SessionStore.Idle);
        Assert.Null(_world.Sessions.Find(key));
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_it_is_used()
    {
        var (_, key) = await _world.MemberAsync("alice");
        for (var minutes = 0; minutes < SessionStore.Longest.TotalMinutes - 30; minutes += 30)
        {
            _world.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.NotNull(_world.Sessions.Find(key));
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(_world.Sessions.Find(key));
        Assert.Empty(_world.Sessions.All());
    }

    [Fact]
    public async Task A_session_that_is_ended_is_told_of_and_a_hash_is_no_key()
    {
        var (_, key) = await _world.MemberAsync("alice");
        var hash = _world.Sessions.Find(key)!.Hash;
        Assert.Null(_world.Sessions.Find(hash));
        string? ended = null;
        _world.Sessions.Ended += one => ended = one;
        _world.Sessions.End(hash);
        Assert.Equal(hash, ended);
        Assert.Null(_world.Sessions.Find(key));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var (first, _) = await _world.MemberAsync("alice", Role.Administrator);
        _world.Accounts.Put("invited only", Role.Administrator);
        Assert.NotNull(_world.Accounts.SetRole(first.Id, Role.Viewer));
        Assert.NotNull(_world.Accounts.SetEnabled(first.Id, enabled: false));
        Assert.NotNull(_world.Accounts.Remove(first.Id));
        Assert.Equal(Role.Administrator, _world.Accounts.Find("alice")?.Role);
        await _world.MemberAsync("bob", Role.Administrator);
        Assert.Null(_world.Accounts.Remove(first.Id));
        Assert.Null(_world.Accounts.Find("alice"));
    }
}
