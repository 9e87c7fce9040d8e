using System;
using IpBlock.Addresses;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Which answers count, from Exim's operators to IpBlock's codes and masks.</summary>
internal static class DnslistsMatch
{
    public static bool TryApply(DnslistsItem item, ProviderDraft draft, out string? reason)
    {
        reason = null;
        switch (item.Operator)
        {
            case "":
                draft.AnyMatch = true;
                return true;
            case "=":
                return TryApplyCodes(item, draft, out reason);
            case "&":
                return TryApplyMasks(item, draft, out reason);
            case "!=" or "!&" when LeavesOutErrorsOnly(item, draft.Zone):
                draft.AnyMatch = true;
                draft.Remarks.Add("it excluded the error codes of a list; in IpBlock these never match");
                return true;
            case "==" or "=&":
                reason = "every return code of an answer must match, but in IpBlock one is sufficient, so it would reject more mail; "
                    + "add the provider manually if the list returns only one code";
                return false;
            default:
                reason = "it matches all codes except these, which IpBlock does not support; enter the codes that match";
                return false;
        }
    }

    // Exim compares texts: it knows no ranges, and no other spelling of an address.
    private static bool TryApplyCodes(DnslistsItem item, ProviderDraft draft, out string? reason)
    {
        foreach (var code in item.Codes)
        {
            var text = code.Trim();
            if (Address.TryParseIPv4(text, 0, text.Length, out var bits) && new ReturnCode(bits).ToString().Equals(text, StringComparison.Ordinal))
                draft.Codes.Add(text);
            else
                draft.Remarks.Add($"the code {text} is omitted: Exim compares it as text, so it never matches");
        }

        reason = draft.Codes.Count > 0 ? null : "none of its codes is an address, so it never matches";
        return reason is null;
    }

    private static bool TryApplyMasks(DnslistsItem item, ProviderDraft draft, out string? reason)
    {
        reason = null;
        if (!MaskCodes.TryRead(item.Codes, out var mask, draft.Codes))
        {
            reason = "it is not a bit mask such as 0.0.0.4";
            return false;
        }

        draft.BitmaskMatch = mask;
        if (draft.Codes.Count > 0)
            draft.Remarks.Add("in Exim all bits of a mask must be set, in IpBlock one is sufficient, so the mask was replaced by the codes that have all bits set");
        return true;
    }

    private static bool LeavesOutErrorsOnly(DnslistsItem item, string zone)
    {
        // 127.255.255.x is what lists of all kinds answer to those they refuse.
        if (item.Operator is "!&")
            return item.Codes.Length == 1 && item.Codes[0].Trim() is "0.255.255.0" or "127.255.255.0";
        return Array.TrueForAll(item.Codes, code => ReturnCode.TryParse(code, out var read, out _) && read.Bits >> 24 == 127 && ZoneCodes.IsError(zone, read));
    }
}
