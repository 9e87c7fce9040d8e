using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IpBlock.Manager.Accounts;
using OtpNet;
using Xunit;

namespace IpBlock.Manager.Tests.Accounts;

public sealed class AuthenticatorTests : IDisposable
{
    private const string Here = "192.0.2.1";
    private readonly AccountWorld _world = new();

    public void Dispose() => _world.Dispose();

    // RFC 6238 appendix B has eight digits; of six are the last six.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_test_vectors_and_hold_half_a_minute_more_on_either_side(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(seconds / 30, Authenticator.StepOf(secret, code, at));
        Assert.Equal(seconds / 30, Authenticator.StepOf(secret, $" {code[..3]} {code[3..]} ", at.AddSeconds(30)));
        Assert.Equal(seconds / 30, Authenticator.StepOf(secret, code, at.AddSeconds(-30)));
        Assert.Null(Authenticator.StepOf(secret, code, at.AddSeconds(90)));
        Assert.Null(Authenticator.StepOf(secret, code[1..], at));
        Assert.Null(Authenticator.StepOf(secret, null, at));
    }

    [Fact]
    public void The_address_for_the_app_has_the_secret_and_the_name_whatever_is_in_it()
    {
        var secret = Authenticator.NewSecret();
        var address = Authenticator.AddressOf(secret, "O'Neil & co@site", "mail");
        Assert.StartsWith("otpauth://totp/IpBlock%20mail:O%27Neil%20%26%20co%40site?secret=", address, StringComparison.Ordinal);
        var typed = Authenticator.Typed(secret).Replace(" ", "", StringComparison.Ordinal);
        Assert.Contains($"secret={typed}&", address, StringComparison.Ordinal);
        Assert.Equal(secret, Base32Encoding.ToBytes(typed));
    }

    [Fact]
    public async Task With_an_app_the_password_is_half_of_a_sign_in()
    {
        var (account, _) = await _world.MemberAsync("alice");
        var secret = TurnOn(account);
        var half = await _world.SignIn.TryAsync("alice", AccountWorld.Password, Here, "");
        Assert.True(half is { Key: null, Problem: null, Half: not null });
        var wrong = await _world.SignIn.EnterCodeAsync(half.Half, "000000", Here, "");
        Assert.True(wrong is { Key: null, Problem: not null } && wrong.Half == half.Half);
        Assert.NotNull((await _world.SignIn.EnterCodeAsync(half.Half, CodeOf(secret), Here, "")).Key);
        Assert.Null((await _world.SignIn.EnterCodeAsync(half.Half, CodeOf(secret), Here, "")).Key); // the half is used up
    }

    [Fact]
    public async Task A_code_is_good_for_one_sign_in()
    {
        var (account, _) = await _world.MemberAsync("alice");
        var secret = TurnOn(account);
        Assert.NotNull((await SignInAsync(CodeOf(secret))).Key);
        Assert.Null((await SignInAsync(CodeOf(secret))).Key);
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull((await SignInAsync(CodeOf(secret))).Key);
    }

    [Fact]
    public async Task Each_recovery_code_is_good_for_one_sign_in_however_it_is_spelled()
    {
        var (account, _) = await _world.MemberAsync("alice");
        var codes = _world.Authenticators.Put(account.Id, Authenticator.NewSecret(), 0);
        Assert.Equal(AuthenticatorStore.RecoveryCodes, codes.Distinct().Count());
        Assert.NotNull((await SignInAsync(codes[0].ToLowerInvariant().Replace('-', ' '))).Key);
        Assert.Null((await SignInAsync(codes[0])).Key);
        Assert.Equal(AuthenticatorStore.RecoveryCodes - 1, _world.Authenticators.RecoveryCodesLeft(account.Id));
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_by_who_knows_the_password()
    {
        var (account, _) = await _world.MemberAsync("alice");
        var secret = TurnOn(account);
        for (var i = 0; i < SignInLimits.FailuresOfName; i++)
            Assert.Null((await SignInAsync("00000" + (i % 10).ToString(CultureInfo.InvariantCulture), $"198.51.100.{i}")).Key);
        var late = await SignInAsync(CodeOf(secret));
        Assert.Contains("15 minutes", late.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_codes_at_the_same_time_lock_a_name_too()
    {
        var (account, _) = await _world.MemberAsync("alice");
        TurnOn(account);
        var half = (await _world.SignIn.TryAsync("alice", AccountWorld.Password, Here, "")).Half;
        var tries = Enumerable.Range(0, SignInLimits.FailuresOfName + 10)
            .Select(i => Task.Run(() => _world.SignIn.EnterCodeAsync(half, "000000", $"198.51.100.{i}", "")));
        var results = await Task.WhenAll(tries);
        Assert.Equal(SignInLimits.FailuresOfName - 1, results.Count(static result => result.Problem!.Contains("code is incorrect", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Half_a_sign_in_holds_five_minutes()
    {
        var (account, _) = await _world.MemberAsync("alice");
        var secret = TurnOn(account);
        var half = await _world.SignIn.TryAsync("alice", AccountWorld.Password, Here, "");
        _world.Clock.Advance(HalfSignedIn.Lifetime);
        Assert.Contains("five minutes", (await _world.SignIn.EnterCodeAsync(half.Half, CodeOf(secret), Here, "")).Problem, StringComparison.Ordinal);
        Assert.Null((await _world.SignIn.EnterCodeAsync(null, CodeOf(secret), Here, "")).Key);
    }

    [Fact]
    public async Task An_invitation_sets_the_password_and_does_not_do_without_the_code()
    {
        var (account, _) = await _world.MemberAsync("alice");
        TurnOn(account);
        var result = await _world.SignIn.AcceptAsync(_world.Invitations.Make(account, "root"), "another of four words", Here, "");
        Assert.True(result is { Key: null, Problem: null });
        Assert.NotNull((await _world.SignIn.TryAsync("alice", "another of four words", Here, "")).Half);
    }

    private byte[] TurnOn(Account account)
    {
        var secret = Authenticator.NewSecret();
        _world.Authenticators.Put(account.Id, secret, 0);
        return secret;
    }

    private string CodeOf(byte[] secret) => new Totp(secret).ComputeTotp(_world.Clock.UtcNow.UtcDateTime);

    private async Task<SignInResult> SignInAsync(string code, string address = Here)
    {
        var half = await _world.SignIn.TryAsync("alice", AccountWorld.Password, address, "");
        return half.Half is null ? half : await _world.SignIn.EnterCodeAsync(half.Half, code, address, "");
    }
}
