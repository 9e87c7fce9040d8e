namespace IpBlock.Settings;

/// <summary>What a match at a provider means.</summary>
public enum ProviderKind
{
    /// <summary>A block list: a match refuses the client.</summary>
    Block,

    /// <summary>An allow list: a match accepts the client before any block list is heard.</summary>
    Allow,
}
