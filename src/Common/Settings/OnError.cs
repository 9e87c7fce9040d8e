namespace IpBlock.Settings;

/// <summary>What a service answers when it fails itself: PureMessage's --passthru and --tempfail.</summary>
public enum OnError
{
    /// <summary>The client is served unfiltered.</summary>
    PassThrough,

    /// <summary>The client is asked to come again later (451).</summary>
    TempFail,
}
