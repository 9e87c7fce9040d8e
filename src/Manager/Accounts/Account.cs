using System;

namespace IpBlock.Manager.Accounts;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">Its number, which is never given to another.</param>
/// <param name="Name">As it was written when the account was made; upper and lower case are the same at sign-in.</param>
/// <param name="Role">What it may do.</param>
/// <param name="IsEnabled">False while it may not sign in.</param>
/// <param name="HasPassword">False until its first invitation has been used.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LastSignIn">When somebody last signed in with it; null when nobody has.</param>
public sealed record Account(long Id, string Name, Role Role, bool IsEnabled, bool HasPassword, DateTimeOffset Created, DateTimeOffset? LastSignIn)
{
    /// <summary>True for somebody who signs in at the organization's provider, and has neither a password nor an authenticator app here.</summary>
    public bool IsOfOrganization => Name.EndsWith(OrganizationAccounts.Mark, StringComparison.Ordinal);
}
