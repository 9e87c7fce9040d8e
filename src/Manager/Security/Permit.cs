using IpBlock.Manager.Accounts;

namespace IpBlock.Manager.Security;

/// <summary>
/// Proof that an account may carry a command out. Whatever changes something asks for one, and only <see cref="CommandRunner"/> makes them: so
/// nothing can be changed past
/// the table of roles.
/// </summary>
public sealed class Permit
{
    internal Permit(SignedIn session) => Session = session;

    /// <summary>By whom.</summary>
    public SignedIn Session { get; }

    /// <summary>The account.</summary>
    public Account Account => Session.Account;
}
