namespace IpBlock.Settings;

/// <summary>The two local lists.</summary>
public enum ListKind
{
    /// <summary>Addresses that are refused without asking anybody.</summary>
    Block,

    /// <summary>Addresses that are accepted whatever the lists say.</summary>
    Allow,
}
