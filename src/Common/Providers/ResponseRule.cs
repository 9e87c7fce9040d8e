using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>
/// Which return codes of a provider are a match: any code; or a bit mask, a list of responses, or both, of which either is enough
/// (Exchange, Add-IPBlockListProvider: -AnyMatch, -BitmaskMatch, -IPAddressesMatch). Whether a code may match at all is for <see cref="ErrorCodes"/>.
/// </summary>
public sealed class ResponseRule
{
    private readonly bool _any;
    private readonly BitMask? _mask;
    private readonly ReturnCodePattern[] _responses;

    /// <summary>The rule as the administrator set it.</summary>
    public ResponseRule(bool anyMatch, BitMask? bitmaskMatch, IEnumerable<ReturnCodePattern> ipAddressesMatch)
    {
        _any = anyMatch;
        _mask = bitmaskMatch;
        _responses = [.. ipAddressesMatch];
    }

    /// <summary>What the code met.</summary>
    public MatchedBy Match(uint code)
    {
        if (_any)
            return MatchedBy.AnyCode;
        if (_mask is { } mask && mask.Matches(code))
            return MatchedBy.BitMask;
        foreach (var response in _responses)
        {
            if (response.Matches(code))
                return MatchedBy.Response;
        }

        return MatchedBy.Nothing;
    }
}
