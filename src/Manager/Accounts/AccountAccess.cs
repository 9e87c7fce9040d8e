using System;
using System.Collections.Generic;
using System.Linq;
using IpBlock.Manager.Security;

namespace IpBlock.Manager.Accounts;

/// <summary>The accounts for the page that administers them: read, and changed with a <see cref="Permit"/>.</summary>
public sealed class AccountAccess(
    AccountStore accounts, InvitationStore invitations, SessionStore sessions, SignInLimits limits, AuthenticatorStore authenticators, AccountLog log)
{
    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<AccountState> All()
    {
        var (links, open) = (invitations.Open(), sessions.All().GroupBy(static one => one.Account.Id).ToDictionary(static one => one.Key, static one => one.Count()));
        return
        [
            .. accounts.All().Select(account => new AccountState(
                account, limits.IsLocked(account.Name), authenticators.IsOn(account.Id),
                links.TryGetValue(account.Id, out var expires) ? expires : null, open.GetValueOrDefault(account.Id))),
        ];
    }

    /// <summary>All sessions that live, the last seen first.</summary>
    public IReadOnlyList<SignedIn> Sessions() => sessions.All();

    /// <summary>Lines of the log, the newest first.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="before">Only those with a smaller number; null for the newest.</param>
    public IReadOnlyList<AccountEvent> Log(int count, long? before) => log.Newest(count, before);

    /// <summary>Makes an account; the key of its link, which is not to be had again, or null when it was not made.</summary>
    public CommandOutcome Invite(Permit permit, string name, Role role, out string? key)
    {
        key = null;
        if (AccountStore.WhyNotName(name) is { } reason)
            return CommandOutcome.Failed(reason);
        if (accounts.Find(name) is { } there)
            return CommandOutcome.Failed($"The account {there.Name} already exists. Create a new link for it, or choose another name.");
        var account = accounts.Put(name, role);
        key = invitations.Make(account, permit.Account.Name);
        return CommandOutcome.Done($"Invited {account.Name} as {account.Role}.");
    }

    /// <summary>Makes a new link for an account, with which it is given another password; the key of the link.</summary>
    public CommandOutcome MakeLink(Permit permit, long id, out string? key)
    {
        key = accounts.Find(id) is { IsEnabled: true } account ? invitations.Make(account, permit.Account.Name) : null;
        return key is null
            ? CommandOutcome.Failed("This account does not exist or is disabled.")
            : CommandOutcome.Done($"Created a link for {accounts.Find(id)?.Name}. Earlier links are no longer valid.");
    }

    /// <summary>Changes an account.</summary>
    /// <param name="permit">By whom.</param>
    /// <param name="id">Which.</param>
    /// <param name="change">What of it.</param>
    public CommandOutcome Change(Permit permit, long id, AccountChange change)
    {
        if (accounts.Find(id) is not { } account)
            return CommandOutcome.Failed("This account no longer exists.");
        if (id == permit.Account.Id && (change.Role != account.Role || !change.IsEnabled))
            return CommandOutcome.Failed("This is your own account. Another administrator must do this.");
        var done = new List<string>();
        if (change.Role != account.Role)
        {
            if (accounts.SetRole(id, change.Role) is { } reason)
                return CommandOutcome.Failed(reason);
            done.Add($"is {change.Role} now");
        }

        if (change.IsEnabled != account.IsEnabled)
        {
            if (SetEnabled(id, change.IsEnabled) is { } reason)
                return CommandOutcome.Failed(reason);
            done.Add(change.IsEnabled ? "is enabled" : "is disabled, and the sessions have ended");
        }

        if (change.Unlocks)
        {
            limits.Succeeded(account.Name);
            done.Add("is unlocked");
        }

        if (change.RemovesAuthenticator && authenticators.Remove(id))
            done.Add("no longer needs a code from the authenticator app");
        return CommandOutcome.Done(done.Count == 0 ? "No changes: the value is already set." : $"{account.Name} {string.Join("; ", done)}.");
    }

    /// <summary>Removes an account and ends its sessions.</summary>
    public CommandOutcome Remove(Permit permit, long id)
    {
        if (accounts.Find(id) is not { } account)
            return CommandOutcome.Failed("This account no longer exists.");
        if (id == permit.Account.Id)
            return CommandOutcome.Failed("This is your own account. Another administrator must do this.");
        var open = sessions.All().Where(one => one.Account.Id == id).Select(static one => one.Hash).ToList();
        if (accounts.Remove(id) is { } reason)
            return CommandOutcome.Failed(reason);
        open.ForEach(sessions.End);
        return CommandOutcome.Done($"Removed the account {account.Name}.");
    }

    /// <summary>Ends a session, and closes the pages that are open in it.</summary>
    public CommandOutcome EndSession(Permit permit, string hash)
    {
        ArgumentNullException.ThrowIfNull(permit);
        var session = sessions.All().FirstOrDefault(one => string.Equals(one.Hash, hash, StringComparison.Ordinal));
        if (session is null)
            return CommandOutcome.Failed("This session has already ended.");
        sessions.End(hash);
        return CommandOutcome.Done($"Ended a session of {session.Account.Name} from {session.Address}.");
    }

    private string? SetEnabled(long id, bool enabled)
    {
        // Before it is disabled: sessions of an account that may not sign in are not among those that live.
        var open = enabled ? [] : sessions.All().Where(one => one.Account.Id == id).Select(static one => one.Hash).ToList();
        if (accounts.SetEnabled(id, enabled) is { } reason)
            return reason;
        open.ForEach(sessions.End);
        if (!enabled)
            invitations.Forget(id);
        return null;
    }
}

/// <summary>What is changed of an account.</summary>
/// <param name="Role">What it may do from now on.</param>
/// <param name="IsEnabled">Whether it may sign in.</param>
/// <param name="Unlocks">True to forget failed sign-ins.</param>
/// <param name="RemovesAuthenticator">True to let it sign in without a code: for who has lost the app and the recovery codes.</param>
public sealed record AccountChange(Role Role, bool IsEnabled, bool Unlocks = false, bool RemovesAuthenticator = false);
