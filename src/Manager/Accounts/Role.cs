namespace IpBlock.Manager.Accounts;

/// <summary>What an account may do; each role may do all that those before it may.</summary>
public enum Role
{
    /// <summary>Who has not signed in.</summary>
    Anyone,

    /// <summary>Sees all pages but Check, What if, the accounts and the settings file, and changes nothing.</summary>
    Viewer,

    /// <summary>
    /// Checks clients, adds and removes entries and exceptions, takes or drops held versions, tests providers, has the server examined, and judges the log again
    /// by chosen changes.
    /// </summary>
    Operator,

    /// <summary>Changes everything, the accounts too.</summary>
    Administrator,
}
