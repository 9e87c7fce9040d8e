namespace IpBlock.Settings;

/// <summary>How often a report is sent.</summary>
public enum NotifyDigest
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Each day.</summary>
    Daily,

    /// <summary>Each Monday.</summary>
    Weekly,
}
