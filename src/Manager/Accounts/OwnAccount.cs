using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IpBlock.Manager.Security;
using IpBlock.Time;

namespace IpBlock.Manager.Accounts;

/// <summary>What everybody may do with the own account. Whoever changes how it signs in gives the password once more.</summary>
public sealed class OwnAccount(SignIn signIn, SessionStore sessions, AuthenticatorStore authenticators, Clock clock)
{
    /// <summary>The sessions of an account, the last seen first.</summary>
    public IReadOnlyList<SignedIn> SessionsOf(Account account) => [.. sessions.All().Where(one => one.Account.Id == account.Id)];

    /// <summary>How many recovery codes are left; null when the sign-in takes no code.</summary>
    public int? RecoveryCodesOf(Account account) => authenticators.IsOn(account.Id) ? authenticators.RecoveryCodesLeft(account.Id) : null;

    /// <summary>Changes the password and ends the other sessions.</summary>
    public async Task<CommandOutcome> ChangePasswordAsync(Permit permit, string? current, string? password)
    {
        if (await signIn.WhyNotOwnerAsync(permit.Account, current) is { } problem)
            return CommandOutcome.Failed(problem);
        return await signIn.ChangePasswordAsync(permit.Session, password) is { } reason
            ? CommandOutcome.Failed(reason)
            : CommandOutcome.Done("The password was changed. Your other sessions have ended.");
    }

    /// <summary>Ends all sessions of the account but the one that asks.</summary>
    public CommandOutcome EndOthers(Permit permit)
    {
        sessions.EndOf(permit.Account.Id, permit.Session.Hash);
        return CommandOutcome.Done("Your other sessions have ended.");
    }

    /// <summary>Has the sign-in take no code any more.</summary>
    public async Task<CommandOutcome> TurnOffAsync(Permit permit, string? password)
    {
        if (await signIn.WhyNotOwnerAsync(permit.Account, password) is { } problem)
            return CommandOutcome.Failed(problem);
        return authenticators.Remove(permit.Account.Id)
            ? CommandOutcome.Done("You can now sign in without a code. The recovery codes are no longer valid.")
            : CommandOutcome.Failed("You already sign in without a code.");
    }

    /// <summary>Has the sign-in take codes of this secret.</summary>
    /// <param name="permit">Whose sign-in.</param>
    /// <param name="secret">The secret that the app has been given.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">What the app shows: it proves that it has the secret.</param>
    /// <param name="recovery">The recovery codes, to be shown once; empty when it was not done.</param>
    public async Task<CommandOutcome> TurnOnAsync(Permit permit, byte[] secret, string? password, string? code, ICollection<string> recovery)
    {
        if (Authenticator.StepOf(secret, code, clock.UtcNow) is not { } step)
            return CommandOutcome.Failed("The code is incorrect. Enter the six digits that the app shows now; the clocks of the phone and the server must match.");
        if (await signIn.WhyNotOwnerAsync(permit.Account, password) is { } problem)
            return CommandOutcome.Failed(problem);
        foreach (var one in authenticators.Put(permit.Account.Id, secret, step))
            recovery.Add(one);
        return CommandOutcome.Done("From now on you need a code from the app to sign in.");
    }
}
