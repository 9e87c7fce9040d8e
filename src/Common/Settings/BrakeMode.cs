namespace IpBlock.Settings;

/// <summary>What happens when a block list suddenly lists clients that have long been in good standing here.</summary>
public enum BrakeMode
{
    /// <summary>Nothing: it is not watched for that.</summary>
    Never,

    /// <summary>It is told, and the list goes on refusing.</summary>
    Report,

    /// <summary>It is told, and the list refuses nobody until it is itself again.</summary>
    Brake,
}
