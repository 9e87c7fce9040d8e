using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.Accounts;

/// <summary>What the page of accounts does.</summary>
public static class AccountCommands
{
    /// <summary>Makes an account and its link.</summary>
    public static readonly PageCommand Invite = new("accounts.invite", "invited an account");

    /// <summary>Makes a new link for an account.</summary>
    public static readonly PageCommand MakeLink = new("accounts.link", "created a link");

    /// <summary>Changes role, whether it may sign in, its lock, its authenticator app.</summary>
    public static readonly PageCommand Change = new("accounts.change", "changed an account");

    /// <summary>Removes an account.</summary>
    public static readonly PageCommand Remove = new("accounts.remove", "removed an account");

    /// <summary>Ends a session of any account.</summary>
    public static readonly PageCommand EndSession = new("accounts.end-session", "ended a session");
}
