namespace IpBlock.Settings;

/// <summary>How the providers are asked.</summary>
public enum LookupOrder
{
    /// <summary>All at once; the first in priority order that matches decides.</summary>
    Parallel,

    /// <summary>One after the other, until one matches.</summary>
    Sequential,
}
