namespace IpBlock.Administration.Import;

/// <summary>What something that was imported becomes.</summary>
public enum ImportedKind
{
    /// <summary>An element of <c>blockProviders</c>.</summary>
    BlockProvider,

    /// <summary>An element of <c>allowProviders</c>.</summary>
    AllowProvider,

    /// <summary>An element of <c>blockList</c>.</summary>
    BlockListEntry,

    /// <summary>An element of <c>allowList</c>.</summary>
    AllowListEntry,

    /// <summary>An element of <c>exceptions.clients</c>.</summary>
    ClientException,

    /// <summary>An element of <c>exceptions.recipients</c>.</summary>
    RecipientException,

    /// <summary>A setting of its own, such as <c>blockListResponse</c>.</summary>
    Setting,
}
