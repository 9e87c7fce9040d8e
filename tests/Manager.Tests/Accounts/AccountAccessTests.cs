using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using IpBlock.Manager.Security;
using OtpNet;
using Xunit;

namespace IpBlock.Manager.Tests.Accounts;

public sealed class AccountAccessTests : IDisposable
{
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_account_that_is_disabled_or_removed_loses_its_sessions_and_its_link()
    {
        var permit = await AdministratorAsync();
        foreach (var name in new[] { "bob", "carol" })
        {
            var (account, key) = await _world.MemberAsync(name);
            var link = _world.Invitations.Make(account, "root");
            var ended = new List<string>();
            _world.Sessions.Ended += ended.Add;
            var outcome = name == "bob"
                ? _world.Access.Change(permit, account.Id, new AccountChange(account.Role, IsEnabled: false))
                : _world.Access.Remove(permit, account.Id);
            Assert.True(outcome.Succeeded, outcome.Text);
            Assert.Equal([SecretKey.HashOf(key)], ended);
            Assert.Null(_world.Sessions.Find(key));
            Assert.Null(_world.Invitations.Look(link));
        }
    }

    [Fact]
    public async Task Nobody_takes_the_own_role_or_account_away()
    {
        var permit = await AdministratorAsync();
        await _world.MemberAsync("other", Role.Administrator);
        Assert.False(_world.Access.Change(permit, permit.Account.Id, new AccountChange(Role.Viewer, IsEnabled: true)).Succeeded);
        Assert.False(_world.Access.Change(permit, permit.Account.Id, new AccountChange(Role.Administrator, IsEnabled: false)).Succeeded);
        Assert.False(_world.Access.Remove(permit, permit.Account.Id).Succeeded);
    }

    [Fact]
    public async Task A_name_that_is_there_is_not_invited_again_with_another_role()
    {
        var permit = await AdministratorAsync();
        await _world.MemberAsync("bob");
        var outcome = _world.Access.Invite(permit, " BOB ", Role.Administrator, out var key);
        Assert.True(!outcome.Succeeded && key is null && _world.Accounts.Find("bob")!.Role == Role.Viewer);
        Assert.False(_world.Access.Invite(permit, "<b>", Role.Viewer, out _).Succeeded);
        Assert.True(_world.Access.Invite(permit, "dora", Role.Operator, out var other).Succeeded);
        Assert.Equal((Role.Operator, "dora"), (_world.Invitations.Look(other)!.Role, _world.Invitations.Look(other)!.Name));
        Assert.DoesNotContain(other!, string.Concat(_world.Log.Newest(100)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_account_is_unlocked_and_a_lost_app_is_removed()
    {
        var permit = await AdministratorAsync();
        var (bob, _) = await _world.MemberAsync("bob");
        for (var i = 0; i < SignInLimits.FailuresOfName; i++)
            await _world.SignIn.TryAsync("bob", "wrong", $"198.51.100.{i}", "");
        _world.Authenticators.Put(bob.Id, Authenticator.NewSecret(), 0);
        var state = _world.Access.All().Single(static one => one.Account.Name == "bob");
        Assert.True(state is { IsLocked: true, HasAuthenticator: true, Sessions: 1, LinkExpires: null });
        var change = new AccountChange(Role.Operator, IsEnabled: true, Unlocks: true, RemovesAuthenticator: true);
        Assert.True(_world.Access.Change(permit, bob.Id, change).Succeeded);
        state = _world.Access.All().Single(static one => one.Account.Name == "bob");
        Assert.True(state is { IsLocked: false, HasAuthenticator: false, Account.Role: Role.Operator });
    }

    [Fact]
    public async Task Whoever_changes_the_own_sign_in_gives_the_password_and_may_not_guess_it()
    {
        var permit = await AdministratorAsync();
        var (_, other) = (permit, _world.Sessions.Begin(permit.Account, "192.0.2.9", "another"));
        Assert.False((await _world.Own.ChangePasswordAsync(permit, "wrong", "another of four words")).Succeeded);
        Assert.False((await _world.Own.ChangePasswordAsync(permit, AccountWorld.Password, "short")).Succeeded);
        Assert.NotNull(_world.Sessions.Find(other));
        Assert.True((await _world.Own.ChangePasswordAsync(permit, AccountWorld.Password, "another of four words")).Succeeded);
        Assert.Null(_world.Sessions.Find(other));
        Assert.NotNull(_world.Sessions.FindHash(permit.Session.Hash));

        var secret = Authenticator.NewSecret();
        var code = new Totp(secret).ComputeTotp(_world.Clock.UtcNow.UtcDateTime);
        var recovery = new List<string>();
        Assert.False((await _world.Own.TurnOnAsync(permit, secret, "another of four words", "000000", recovery)).Succeeded);
        Assert.False((await _world.Own.TurnOnAsync(permit, secret, AccountWorld.Password, code, recovery)).Succeeded);
        Assert.Empty(recovery);
        Assert.True((await _world.Own.TurnOnAsync(permit, secret, "another of four words", code, recovery)).Succeeded);
        Assert.Equal(AuthenticatorStore.RecoveryCodes, recovery.Count);
        for (var i = 0; i < SignInLimits.FailuresOfName; i++)
            Assert.False((await _world.Own.TurnOffAsync(permit, "wrong")).Succeeded);
        Assert.Contains("15 minutes", (await _world.Own.TurnOffAsync(permit, "another of four words")).Text, StringComparison.Ordinal);
        Assert.True(_world.Authenticators.IsOn(permit.Account.Id));
    }

    [Fact]
    public async Task An_address_of_IPv6_stands_for_its_network_of_64_bits()
    {
        await _world.MemberAsync("alice");
        for (var i = 0; i < SignInLimits.TriesOfAddress; i++)
            await _world.SignIn.TryAsync("n" + i, "wrong", $"2001:db8:1:2::{i:x}", "");
        Assert.Contains("this address", (await _world.SignIn.TryAsync("alice", AccountWorld.Password, "2001:db8:1:2:ffff::1", "")).Problem, StringComparison.Ordinal);
        Assert.NotNull((await _world.SignIn.TryAsync("alice", AccountWorld.Password, "2001:db8:1:3::1", "")).Key);
    }

    private async Task<Permit> AdministratorAsync()
    {
        var (_, key) = await _world.MemberAsync("root", Role.Administrator);
        return new Permit(_world.Sessions.Find(key)!);
    }
}
