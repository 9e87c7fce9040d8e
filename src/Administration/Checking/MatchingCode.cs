using System.Collections.Generic;
using IpBlock.Providers;
using IpBlock.Settings;

namespace IpBlock.Administration.Checking;

/// <summary>A return code by which a provider would match: one that its settings name, if there is one.</summary>
internal static class MatchingCode
{
    private const uint First = 0x7F000002;
    private const uint UsualLast = 0x7F00FFFF;
    private const uint Last = 0x7FFFFFFF;

    /// <summary>The code; null when there is none, so that the provider can never match.</summary>
    public static uint? Of(ProviderSettings settings, ProviderKind kind)
    {
        var provider = new Provider(settings, kind, 1);
        foreach (var code in Named(settings))
        {
            if (IsMatch(provider, code))
                return code;
        }

        // A mask alone names no code; nearly every list keeps to 127.0.0.0/16.
        return Search(provider, First, UsualLast) ?? Search(provider, UsualLast + 1, Last) ?? Search(provider, First - 2, First - 1);
    }

    private static IEnumerable<uint> Named(ProviderSettings settings)
    {
        foreach (var meaning in settings.ReturnCodes)
        {
            if (meaning.Codes.Single is { } code)
                yield return code;
        }

        foreach (var pattern in settings.IpAddressesMatch)
        {
            if (pattern.Single is { } code)
                yield return code;
        }
    }

    /// <summary>The first code between two, both included, by which the provider matches; null when there is none.</summary>
    internal static uint? Search(Provider provider, uint first, uint last)
    {
        for (var code = first; code <= last; code++)
        {
            if (IsMatch(provider, code))
                return code;
        }

        return null;
    }

    private static bool IsMatch(Provider provider, uint code) => provider.Matches(code) && provider.WhyNoListing(code) is null;
}
