using System;

namespace IpBlock.Settings.Import.Exim;

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
                foreach (var code in item.Codes)
                    draft.Codes.Add(code.Trim());
                return true;
            case "&":
                return TryApplyMasks(item, draft, out reason);
            case "!=" or "!&" when LeavesOutErrorsOnly(item, draft.Zone):
                draft.AnyMatch = true;
                draft.Remarks.Add("it left out the codes by which a list refuses to answer; IpBlock never counts these");
                return true;
            case "==" or "=&":
                reason = "every code of an answer has to fit, and in IpBlock one is enough, so it would refuse more; write the provider by hand if the list answers with one code only";
                return false;
            default:
                reason = "it means all codes but these, which IpBlock cannot say; write down the codes that count";
                return false;
        }
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
