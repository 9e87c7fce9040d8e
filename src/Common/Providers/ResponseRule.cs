using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Providers;

/// <summary>
/// Which return codes of a provider are a match: any code, but of a block list never 127.0.0.1; or a bit mask, a list of responses, or both, of which either is enough
/// (Exchange, Add-IPBlockListProvider: -AnyMatch, -BitmaskMatch, -IPAddressesMatch). Whether a code may match at all is for <see cref="ErrorCodes"/>.
/// </summary>
public sealed class ResponseRule
{
    private readonly bool _any;
    private readonly BitMask? _mask;
    private readonly ReturnCodePattern[] _responses;

    private readonly bool _isBlock;

    /// <summary>The rule as the administrator set it.</summary>
    public ResponseRule(ProviderKind kind, bool anyMatch, BitMask? bitmaskMatch, IEnumerable<ReturnCodePattern> ipAddressesMatch)
    {
        _isBlock = kind == ProviderKind.Block;
        _any = anyMatch;
        _mask = bitmaskMatch;
        _responses = [.. ipAddressesMatch];
    }

    /// <summary>What the code met.</summary>
    public MatchedBy Match(uint code)
    {
        // Where 127.0.0.1 is no refusal it stands for good senders (Hostkarma).
        if (_any)
            return _isBlock && code == 0x7F000001 ? MatchedBy.Nothing : MatchedBy.AnyCode;
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
