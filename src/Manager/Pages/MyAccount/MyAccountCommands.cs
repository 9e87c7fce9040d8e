using IpBlock.Manager.Security;

namespace IpBlock.Manager.Pages.MyAccount;

/// <summary>What everybody may do with the own account.</summary>
public static class MyAccountCommands
{
    /// <summary>Changes the own password.</summary>
    public static readonly PageCommand Password = new("account.password", "changed the password");

    /// <summary>Ends the own sessions but this one.</summary>
    public static readonly PageCommand EndOthers = new("account.end-others", "ended the other sessions");

    /// <summary>Has the own sign-in take codes of an authenticator app.</summary>
    public static readonly PageCommand TurnOnCodes = new("account.codes-on", "set up an authenticator app");

    /// <summary>Has the own sign-in take no codes any more.</summary>
    public static readonly PageCommand TurnOffCodes = new("account.codes-off", "removed the authenticator app");
}
