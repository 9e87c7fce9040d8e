using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using Xunit;

namespace IpBlock.Manager.Tests.Accounts;

public sealed class SignInTests : IDisposable
{
    private const string Here = "192.0.2.1";
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_name_is_the_same_in_upper_and_lower_case_and_a_password_is_not()
    {
        await _world.MemberAsync("Alice");
        Assert.NotNull((await TryAsync(" aLICE ", AccountWorld.Password)).Key);
        Assert.Null((await TryAsync("alice", AccountWorld.Password.ToUpperInvariant())).Key);
    }

    [Fact]
    public async Task Ten_failures_lock_a_name_for_a_quarter_of_an_hour_whether_it_is_an_account_or_not()
    {
        await _world.MemberAsync("alice");
        foreach (var name in new[] { "alice", "nobody" })
        {
            for (var i = 0; i < SignInLimits.FailuresOfName; i++)
                Assert.Equal(i < SignInLimits.FailuresOfName - 1, (await TryAsync(name, "wrong", $"198.51.100.{i}")).Problem!.Contains("incorrect", StringComparison.Ordinal));
            Assert.Contains("15 minutes", (await TryAsync(name, AccountWorld.Password)).Problem, StringComparison.Ordinal);
        }

        _world.Clock.Advance(SignInLimits.Lock);
        Assert.NotNull((await TryAsync("alice", AccountWorld.Password)).Key);
    }

    [Fact]
    public async Task Failures_at_the_same_time_lock_a_name_too()
    {
        var tries = Enumerable.Range(0, SignInLimits.FailuresOfName + 4).Select(i => TryAsync("alice", "wrong", $"198.51.100.{i}"));
        var results = await Task.WhenAll(tries);
        Assert.Equal(SignInLimits.FailuresOfName - 1, results.Count(static result => result.Problem!.Contains("incorrect", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_address_may_try_twenty_times_a_minute()
    {
        await _world.MemberAsync("alice");
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < SignInLimits.TriesOfAddress; i++)
            await TryAsync("n" + i, "wrong", "203.0.113.1");
        Assert.Contains("this address", (await TryAsync("alice", AccountWorld.Password, "203.0.113.1")).Problem, StringComparison.Ordinal);
        Assert.NotNull((await TryAsync("alice", AccountWorld.Password, "203.0.113.2")).Key);
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await TryAsync("alice", AccountWorld.Password, "203.0.113.1")).Key);
    }

    [Fact]
    public async Task An_account_that_is_not_enabled_does_not_sign_in_and_its_sessions_are_worth_nothing()
    {
        var (account, key) = await _world.MemberAsync("alice");
        Assert.Null(_world.Accounts.SetEnabled(account.Id, enabled: false));
        Assert.Null(_world.Sessions.Find(key));
        Assert.Equal("The name or the password is incorrect.", (await TryAsync("alice", AccountWorld.Password)).Problem);
    }

    [Fact]
    public async Task An_invitation_is_used_once_within_a_day_and_the_next_one_replaces_it()
    {
        var account = _world.Accounts.Put("alice", Role.Viewer);
        var (first, second) = (_world.Invitations.Make(account, "root"), _world.Invitations.Make(account, "root"));
        Assert.Null(_world.Invitations.Look(first));
        Assert.Equal("alice", _world.Invitations.Look(second)?.Name);
        Assert.NotNull((await _world.SignIn.AcceptAsync(second, "short", Here, "")).Problem);
        Assert.NotNull((await _world.SignIn.AcceptAsync(second, AccountWorld.Password, Here, "")).Key);
        Assert.Null((await _world.SignIn.AcceptAsync(second, AccountWorld.Password, Here, "")).Key);
        var third = _world.Invitations.Make(account, "root");
        _world.Clock.Advance(InvitationStore.Lifetime);
        Assert.Null((await _world.SignIn.AcceptAsync(third, AccountWorld.Password, Here, "")).Key);
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_of_the_old_one()
    {
        var (account, key) = await _world.MemberAsync("alice");
        var result = await _world.SignIn.AcceptAsync(_world.Invitations.Make(account, "root"), "another of four words", Here, "");
        Assert.Null(_world.Sessions.Find(key));
        Assert.NotNull(_world.Sessions.Find(result.Key));
        Assert.Null((await TryAsync("alice", AccountWorld.Password)).Key);
    }

    [Fact]
    public async Task Neither_a_key_nor_a_password_is_in_the_files()
    {
        var account = _world.Accounts.Put("alice", Role.Viewer);
        var invitation = _world.Invitations.Make(account, "root");
        var session = (await _world.SignIn.AcceptAsync(_world.Invitations.Make(account, "root"), AccountWorld.Password, Here, "")).Key!;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_world.Database.Path)!))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(new[] { invitation, session, AccountWorld.Password }, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Sign_ins_and_failures_are_logged()
    {
        await _world.MemberAsync("alice");
        await TryAsync("bob\r\nforged", "wrong");
        var lines = _world.Log.Newest(10).Select(static line => $"{line.Account}: {line.What}").ToList();
        Assert.Equal("alice: signed in", lines[1]);
        Assert.StartsWith("bob", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines[0]);
    }

    private Task<SignInResult> TryAsync(string name, string password, string address = Here) => _world.SignIn.TryAsync(name, password, address, "a test");
}
