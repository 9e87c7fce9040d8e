using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>Which answers count: <c>returncodes</c> and <c>returnbits</c>, each answer under the name of a symbol.</summary>
internal static class ReturnCodes
{
    public static void Apply(UclNode list, ProviderDraft draft)
    {
        var exceptions = draft.Kind is ProviderKind.Allow ? list.Texts("whitelist_exception") : [];
        var matcher = list.Find("returncodes_matcher")?.Text;
        var isSelective = false;
        foreach (var member in list.Members)
        {
            if (member.Key is "returncodes" or "return_codes")
                AddCodes(member.Value, matcher, exceptions, draft);
            else if (member.Key is "returnbits" or "return_bits")
                AddBits(member.Value, exceptions, draft);
            isSelective |= member.Key is "returncodes" or "return_codes" or "returnbits" or "return_bits";
        }

        if (isSelective)
            return;
        draft.AnyMatch = true;
        draft.Remarks.Add("every answer matches, but in IpBlock error codes never match");
    }

    private static void AddCodes(UclNode codes, string? matcher, IReadOnlyList<string> exceptions, ProviderDraft draft)
    {
        foreach (var symbol in codes.Members)
        {
            if (IsException(symbol.Key, exceptions, draft))
                continue;
            foreach (var text in symbol.Value.Texts())
                AddCode(symbol.Key, text.Trim(), matcher, draft);
        }
    }

    private static bool IsException(string symbol, IReadOnlyList<string> exceptions, ProviderDraft draft)
    {
        foreach (var exception in exceptions)
        {
            if (!exception.Equals(symbol, StringComparison.Ordinal))
                continue;
            draft.Remarks.Add(symbol + " is a whitelist_exception and is omitted");
            return true;
        }

        return false;
    }

    private static void AddCode(string symbol, string text, string? matcher, ProviderDraft draft)
    {
        if (ReturnCode.TryParse(text, out var code, out _) && code.Bits >> 24 == 127 && ZoneCodes.IsError(draft.Zone, code))
        {
            draft.Remarks.Add($"{symbol} ({text}) is omitted: it is an error code of the list, which never matches in IpBlock");
            return;
        }

        if (PatternOf(text, matcher) is not { } pattern)
        {
            draft.Remarks.Add($"{symbol} is omitted: '{text}' is a pattern that IpBlock does not support");
            return;
        }

        draft.Codes.Add(pattern);
        draft.Meanings.Add(pattern + ": " + symbol);
    }

    // Lua patterns were the only ones before Rspamd 3.7.2; "127.0.%d+.0" stands in the configuration it came with.
    private static string? PatternOf(string text, string? matcher)
    {
        var pattern = matcher switch
        {
            "regexp" => null,
            "radix" or "equality" => text,
            "glob" => text.Replace("*", "[0..255]"),
            _ => IsPlain(text) ? text : LuaPattern.ToReturnCodes(text),
        };
        return ReturnCodePattern.TryParse(pattern, out _, out _) ? pattern : null;
    }

    private static bool IsPlain(string text) => Array.TrueForAll(text.ToCharArray(), static c => c is '.' or >= '0' and <= '9');

    private static void AddBits(UclNode bits, IReadOnlyList<string> exceptions, ProviderDraft draft)
    {
        var masks = new List<string>();
        foreach (var symbol in bits.Members)
        {
            if (IsException(symbol.Key, exceptions, draft))
                continue;
            foreach (var text in symbol.Value.Texts())
            {
                if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1 << 24)
                    masks.Add(new ReturnCode(value).ToString());
                else
                    draft.Remarks.Add($"{symbol.Key} is omitted: '{text}' is not a number of bits");
            }
        }

        if (masks.Count > 0 && MaskCodes.TryRead(masks, out var mask, draft.Codes))
            draft.BitmaskMatch = mask;
    }
}
