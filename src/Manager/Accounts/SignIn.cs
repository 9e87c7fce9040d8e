using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace IpBlock.Manager.Accounts;

/// <summary>Signs in: by password, and a code where the account has an authenticator app, or by an invitation that sets the password.</summary>
public sealed class SignIn(
    AccountStore accounts, InvitationStore invitations, SessionStore sessions, SignInLimits limits, AuthenticatorStore authenticators, HalfSignedIn halves,
    AccountLog log) : IDisposable
{
    private const string Wrong = "The name or the password is incorrect.";
    private const string Locked = "There were too many failed sign-ins with this name. Try again in 15 minutes.";
    private const string WrongCode = "The code is incorrect or was already used. Wait for the next one.";
    private const string TooLate = "That took more than five minutes. Sign in again.";
    private const string TooOften = "There were too many sign-ins from this address. Try again in a minute.";

    // OWASP's figure for PBKDF2 with SHA-512.
    private static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));

    // A name that nobody has takes as long as a wrong password.
    private static readonly string NobodysHash = Hasher.HashPassword("", SecretKey.New());

    // A hash takes a tenth of a second of a core: whoever floods the form must not take all of them from the mail server.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Tries a name and a password.</summary>
    /// <param name="name">The name as it was typed.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser says of itself.</param>
    /// <returns>The key of a new session, or why there is none; or a key with which a code is to be given.</returns>
    public async Task<SignInResult> TryAsync(string? name, string? password, string address, string browser)
    {
        name = Shown(name);
        if (!limits.MayTry(address))
            return Refused(name, address, "too many attempts from this address", TooOften);
        if (limits.IsLocked(name))
            return Refused(name, address, "the name is locked", Locked);
        switch (await AloneAsync(() => Judge(name, password ?? "")))
        {
            case Guess.Locked:
                return Refused(name, address, "the name is locked", Locked);
            case Guess.Last:
                return Refused(name, address, "wrong name or password; the name is locked for 15 minutes", Locked);
            case Guess.Wrong:
                return Refused(name, address, "wrong name or password", Wrong);
        }

        if (accounts.Find(name) is not { IsEnabled: true } account)
            return Refused(name, address, "not enabled", Wrong);

        // Failures are not forgotten before the code: else who knows the password could try codes for ever.
        if (authenticators.IsOn(account.Id))
            return new SignInResult(null, null, halves.Begin(account.Id));
        limits.Succeeded(name);
        return Begun(account, address, browser, "with the password");
    }

    /// <summary>The second half of a sign-in, for an account with an authenticator app.</summary>
    /// <param name="half">The key that <see cref="TryAsync"/> has given.</param>
    /// <param name="code">A code of the app, or a recovery code.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser says of itself.</param>
    public async Task<SignInResult> EnterCodeAsync(string? half, string? code, string address, string browser) => limits.MayTry(address)
        ? await AloneAsync(() => EnterCode(half, code, address, browser))
        : Refused("", address, "too many attempts from this address", TooOften) with { Half = half };

    /// <summary>
    /// Uses an invitation: sets the password, ends the account's other sessions, and signs in. An account with an authenticator app is not signed in:
    /// a link alone must not do what takes a code otherwise.
    /// </summary>
    /// <param name="key">The key of the link.</param>
    /// <param name="password">The new password.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What the browser says of itself.</param>
    public async Task<SignInResult> AcceptAsync(string? key, string? password, string address, string browser)
    {
        if (!limits.MayTry(address))
            return new SignInResult(null, TooOften);
        if (invitations.Look(key) is not { } account)
            return Refused("", address, "an invitation that is used, expired or invalid", "This link was already used or has expired. Ask for a new one.");
        if (PasswordRules.WhyNot(password, account.Name) is { } reason)
            return new SignInResult(null, reason);
        var hash = await AloneAsync(() => Hasher.HashPassword("", password!));
        if (!invitations.Use(key!))
            return Refused(account.Name, address, "an invitation that was used at the same time", "This link has just been used.");
        accounts.SetPassword(account.Id, hash);
        sessions.EndOf(account.Id);
        limits.Succeeded(account.Name);
        if (account.IsEnabled && authenticators.IsOn(account.Id))
        {
            log.Write(account.Name, address, "set the password", "with an invitation");
            return new SignInResult(null, null);
        }

        return account.IsEnabled
            ? Begun(account, address, browser, "with an invitation, and set the password")
            : Refused(account.Name, address, "not enabled", Wrong);
    }

    /// <summary>Makes sure that it is the owner who sits before an open page, not somebody who has found it open: why not; null when it is he.</summary>
    internal async Task<string?> WhyNotOwnerAsync(Account account, string? password) => await AloneAsync(() => Judge(account.Name, password ?? "")) switch
    {
        Guess.Right => null,
        Guess.Wrong => "The password is incorrect.",
        _ => Locked,
    };

    /// <summary>Gives an account another password and ends its other sessions; why not, or null when that was done.</summary>
    internal async Task<string?> ChangePasswordAsync(SignedIn session, string? password)
    {
        var account = session.Account;
        if (PasswordRules.WhyNot(password, account.Name) is { } reason)
            return reason;
        accounts.SetPassword(account.Id, await AloneAsync(() => Hasher.HashPassword("", password!)));
        invitations.Forget(account.Id);
        sessions.EndOf(account.Id, session.Hash);
        return null;
    }

    /// <summary>Ends a session because its owner says so. Its open pages are not closed by this: the one that asks is about to be left.</summary>
    internal void Out(SignedIn session)
    {
        sessions.Forget(session.Hash);
        log.Write(session.Account.Name, session.Address, "signed out", "");
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    // As with passwords: a wrong code is counted before the next is looked at.
    private SignInResult EnterCode(string? half, string? code, string address, string browser)
    {
        if (halves.Find(half) is not { } id || accounts.Find(id) is not { IsEnabled: true } account)
            return Refused("", address, "a code without a password before it", TooLate);
        if (limits.IsLocked(account.Name))
            return Refused(account.Name, address, "the name is locked", Locked);
        if (authenticators.Use(id, code) is not { } how)
        {
            var locks = limits.Failed(account.Name);
            return Refused(account.Name, address, locks ? "wrong code; the name is locked for 15 minutes" : "wrong code", locks ? Locked : WrongCode)
            with
            {
                Half = locks ? null : half,
            };
        }

        if (!halves.End(half!))
            return Refused(account.Name, address, "a code that was used at the same time", TooLate);
        limits.Succeeded(account.Name);
        return Begun(account, address, browser, "with the password and " + how["with ".Length..]);
    }

    private SignInResult Begun(Account account, string address, string browser, string how)
    {
        var key = sessions.Begin(account, address, browser);
        log.Write(account.Name, address, "signed in", how);
        return new SignInResult(key, null);
    }

    private SignInResult Refused(string name, string address, string why, string told)
    {
        log.Write(name, address, "sign-in failed", why);
        return new SignInResult(null, told);
    }

    // All who wait for their turn have seen the name unlocked: it is asked again, and a failure counted, before the next turn.
    private Guess Judge(string name, string password)
    {
        if (limits.IsLocked(name))
            return Guess.Locked;
        var hash = accounts.PasswordOf(name);
        if (IsRight(hash ?? NobodysHash, password) && hash is not null)
            return Guess.Right;
        return limits.Failed(name) ? Guess.Last : Guess.Wrong;
    }

    private static bool IsRight(string hash, string password) =>
        password.Length <= PasswordRules.Longest && Hasher.VerifyHashedPassword("", hash, password) != PasswordVerificationResult.Failed;

    private async Task<T> AloneAsync<T>(Func<T> work)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private enum Guess
    {
        Right,
        Wrong,

        // Wrong, and the one that locks the name.
        Last,
        Locked,
    }

    private static string Shown(string? name) => name is null ? "" : name.Length > AccountStore.LongestName ? name[..AccountStore.LongestName] : name;
}

/// <summary>What came of a sign-in.</summary>
/// <param name="Key">The key of the new session; null when there is none.</param>
/// <param name="Problem">Why, as a sentence for whoever signs in; null on success. Without either the password is set, and is to be given.</param>
/// <param name="Half">The key with which a code is to be given; null when none is asked for.</param>
public sealed record SignInResult(string? Key, string? Problem, string? Half = null);
