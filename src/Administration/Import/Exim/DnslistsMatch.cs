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
                draft.Remarks.Add("it left out the codes by which a list refuses to answer; IpBlock never counts these");
                return true;
            case "==" or "=&":
                reason = "every code of an answer has to fit, and in IpBlock one is enough, so it would refuse more; "
                    + "write the provider by hand if the list answers with one code only";
                return false;
            default:
                reason = "it means all codes but these, which IpBlock cannot say; write down the codes that count";
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
                draft.Remarks.Add($"the code {text} is left out: Exim compares it as a text, so that it matches nothing");
        }

        reason = draft.Codes.Count > 0 ? null : "none of its codes is an address, so that it matches nothing";
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
            draft.Remarks.Add("in Exim all bits of a mask must be set, in IpBlock one is enough, so the mask became the codes that have all of them");
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
