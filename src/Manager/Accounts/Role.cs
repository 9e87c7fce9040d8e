namespace IpBlock.Manager.Accounts;

/// <summary>What an account may do; each role may do all that those before it may.</summary>
public enum Role
{
    /// <summary>Who has not signed in.</summary>
    Anyone,

    /// <summary>Sees all pages but Check and the accounts, and changes nothing.</summary>
    Viewer,

    /// <summary>Checks clients, adds and removes entries and exceptions, and has lists probed and fetched.</summary>
    Operator,

    /// <summary>Changes everything, the accounts too.</summary>
    Administrator,
}
