namespace IpBlock.Hosts;

/// <summary>What is wrong with the name that a client gives with HELO or EHLO.</summary>
public enum HeloFlaw
{
    /// <summary>Nothing that is looked for.</summary>
    None,

    /// <summary>It is an address without the brackets that RFC 5321 §4.1.3 puts around one.</summary>
    BareAddress,

    /// <summary>It is a name of ours, which nobody else has.</summary>
    OwnName,

    /// <summary>It is an address of ours, with brackets or without.</summary>
    OwnAddress,
}
