namespace IpBlock.Settings;

/// <summary>When a listed client is told so.</summary>
public enum RejectAt
{
    /// <summary>At once, before it says a word.</summary>
    Connect,

    /// <summary>For each recipient.</summary>
    Recipient,
}
