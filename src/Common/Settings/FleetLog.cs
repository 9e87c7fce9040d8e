namespace IpBlock.Settings;

/// <summary>What of the decision log goes up to the database of the fleet.</summary>
public enum FleetLog
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>All of it.</summary>
    Full,

    /// <summary>All but senders and recipients.</summary>
    WithoutMailboxes,
}
