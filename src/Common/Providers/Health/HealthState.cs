namespace IpBlock.Providers.Health;

/// <summary>How a list is. From <see cref="Silent"/> on it is not fit to decide, and is suspended.</summary>
public enum HealthState
{
    /// <summary>It answers, and as a list must.</summary>
    Healthy,

    /// <summary>It answers late. It is asked all the same; how long it is waited for has a limit of its own.</summary>
    Slow,

    /// <summary>It does not answer, or the name servers get no answer out of it.</summary>
    Silent,

    /// <summary>It answers with error codes (see <see cref="ErrorCodes"/>), or the name servers refuse to ask it.</summary>
    Refused,

    /// <summary>It lists addresses that no list may list, and so everybody.</summary>
    ListsWorld,

    /// <summary>It does not list the address that every list must list, nor any other.</summary>
    Emptied,

    /// <summary>Its zone does not exist.</summary>
    Gone,
}
