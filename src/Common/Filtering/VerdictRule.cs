namespace IpBlock.Filtering;

/// <summary>Which rule decided. In the order in which they are heard; the first that matches decides.</summary>
public enum VerdictRule
{
    /// <summary>None matched: the client is on no list that counts.</summary>
    None,

    /// <summary>The filter is switched off.</summary>
    FilterDisabled,

    /// <summary>There were no settings that could be used: the file has never been good since the start.</summary>
    NoSettings,

    /// <summary>The mail server lets this session pass its filters.</summary>
    Bypassed,

    /// <summary>The client has logged in.</summary>
    Authenticated,

    /// <summary>The connection came to a port that is exempt.</summary>
    LocalPort,

    /// <summary>The client has a private, loopback or link-local address.</summary>
    PrivateNetwork,

    /// <summary>An exception for clients covers it.</summary>
    ClientException,

    /// <summary>It is on the local allow list, or on an allow list in a file.</summary>
    AllowList,

    /// <summary>It is on the local block list, or on a block list in a file.</summary>
    BlockList,

    /// <summary>An allow provider lists it.</summary>
    AllowProvider,

    /// <summary>Its reverse name is that of an end user's line, or it has none.</summary>
    DynamicHost,

    /// <summary>A block provider lists it.</summary>
    BlockProvider,

    /// <summary>The sum of the scores of all that match has reached a threshold.</summary>
    Score,

    /// <summary>Lists did not answer, and the settings say to defer.</summary>
    ListsSilent,

    /// <summary>It calls itself what it cannot be.</summary>
    Helo,
}
