namespace IpBlock.Settings;

/// <summary>From which severity on something is notified of.</summary>
public enum NotifySeverity
{
    /// <summary>Everything that is told, also what is only for the record.</summary>
    Information,

    /// <summary>Something is not as it should be; clients are filtered.</summary>
    Warning,

    /// <summary>Clients are not filtered, or not as they should be.</summary>
    Critical,
}
