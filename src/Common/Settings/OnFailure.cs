namespace IpBlock.Settings;

/// <summary>What becomes of a client when a provider gave no answer and no other provider decided.</summary>
public enum OnFailure
{
    /// <summary>It is accepted.</summary>
    Accept,

    /// <summary>It is asked to come again later (451).</summary>
    Defer,
}
