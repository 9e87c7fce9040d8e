namespace IpBlock.Providers;

/// <summary>Which part of a provider's rule a return code met.</summary>
public enum MatchedBy
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Any code is a match (<c>anyMatch</c>).</summary>
    AnyCode,

    /// <summary>A bit in common with the mask (<c>bitmaskMatch</c>).</summary>
    BitMask,

    /// <summary>One of the responses (<c>ipAddressesMatch</c>).</summary>
    Response,
}
