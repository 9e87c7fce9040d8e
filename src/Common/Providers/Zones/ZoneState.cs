namespace IpBlock.Providers.Zones;

/// <summary>What has become of a zone that once was, or never was, a list to ask about connections.</summary>
public enum ZoneState
{
    /// <summary>It answers nobody, or its name does not exist.</summary>
    Closed,

    /// <summary>It answers, and lists nobody.</summary>
    Emptied,

    /// <summary>It answers those who have registered, and all others with an error code.</summary>
    Refuses,

    /// <summary>It lists every address, or has done so: a parked domain, or an operator who wants to be rid of those who still ask.</summary>
    ListsWorld,

    /// <summary>It is not what it says.</summary>
    Fake,

    /// <summary>It is asked under another name now.</summary>
    Renamed,

    /// <summary>It lists domains, and has nothing to say of addresses.</summary>
    Domains,

    /// <summary>It lists addresses for another purpose than rejecting connections.</summary>
    OtherUse,
}
