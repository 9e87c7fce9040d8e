using System;
using System.Collections.Generic;
using System.Globalization;
using IpBlock.Providers.Zones;
using IpBlock.Settings;
using Newtonsoft.Json.Linq;

namespace IpBlock.Administration.Import;

/// <summary>Turns drafts into providers that the settings take: unique names, codes that can match, texts that fit.</summary>
internal sealed class ProviderFitter(ZoneTable zones)
{
    private const int MaxName = 64;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _same = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The item, or why there is none; it may be there already, from another line.</summary>
    public (ImportedItem? Item, string? Why, bool IsThere) Fit(ProviderDraft draft)
    {
        ZoneFitting.Apply(draft, zones);
        if (!LookupDomain.TryParse(draft.Zone, out var domain, out var reason))
            return (null, reason, false);
        if (WhyNoMatch(draft) is { } noMatch)
            return (null, noMatch, false);
        if (SameAs(draft, domain) is { } line)
            return (null, "it is used for the same codes on line " + line.ToString(CultureInfo.InvariantCulture) + ", which is imported", true);
        var properties = PropertiesOf(draft, domain);
        if (WhyInvalid(draft.Kind, properties) is { } invalid)
            return (null, invalid, false);
        var name = UniqueName(draft.Kind, (string)properties["name"]!);
        properties["name"] = name;
        var kind = draft.Kind is ProviderKind.Block ? ImportedKind.BlockProvider : ImportedKind.AllowProvider;
        return (new ImportedItem(kind, name, properties, draft.Line, draft.Remarks), null, true);
    }

    private static string? WhyNoMatch(ProviderDraft draft)
    {
        if (draft.AnyMatch)
        {
            if (draft.Codes.Count > 0 || draft.BitmaskMatch is not null)
                draft.Remarks.Add("any code matched, so its mask and its single codes are omitted");
            draft.Codes.Clear();
            draft.BitmaskMatch = null;
            return null;
        }

        if (draft.BitmaskMatch is not null && !BitMask.TryParse(draft.BitmaskMatch, out _, out var maskReason))
        {
            draft.Remarks.Add("its mask is omitted: " + maskReason);
            draft.BitmaskMatch = null;
        }

        draft.Codes.RemoveAll(code => IsLeftOut(code, draft.Remarks));
        return draft.BitmaskMatch is null && draft.Codes.Count == 0
            ? string.Join("; ", draft.Remarks) + (draft.Remarks.Count > 0 ? "; " : "") + "no return codes are set as a match, so it would never match"
            : null;
    }

    private static bool IsLeftOut(string code, List<string> remarks)
    {
        if (ReturnCodePattern.TryParse(code, out _, out var reason))
            return false;
        remarks.Add($"the code {code} is omitted: {reason}");
        return true;
    }

    private int? SameAs(ProviderDraft draft, LookupDomain domain)
    {
        var match = draft.AnyMatch ? "any" : draft.BitmaskMatch + "|" + string.Join(",", draft.Codes);
        var key = string.Join(" ", draft.Kind, domain.Reveal(), match, draft.Enabled, draft.IPv4, draft.IPv6);
        if (_same.TryGetValue(key, out var line))
            return line;
        _same.Add(key, draft.Line);
        return null;
    }

    private static Dictionary<string, object?> PropertiesOf(ProviderDraft draft, LookupDomain domain)
    {
        var properties = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = NameOf(draft), ["lookupDomain"] = domain.Reveal() };
        if (ZoneWords.WithoutKey(draft.Zone) is { } publicName)
        {
            properties["publicName"] = publicName;
            draft.Remarks.Add("the first part of its domain appears to be a key, so replies and logs show only the rest (publicName)");
        }

        AddMatch(draft, properties);
        if (!draft.Enabled)
            properties["enabled"] = false;
        AddReply(draft, properties);
        if (draft.Score is { } score)
            properties["score"] = ScoreForm.Text(score);
        if (draft.DefersOnFailure)
            properties["onFailure"] = "defer";
        if (!draft.IPv4)
            properties["ipv4"] = false;
        if (!draft.IPv6)
            properties["ipv6"] = false;
        if (draft.WhyDisabled.Count > 0 && FittingText.Comment(SettingsError.Presentable("import: " + string.Join("; ", draft.WhyDisabled)), []) is { } comment)
            properties["comment"] = ZoneWords.WithoutKey(comment, draft.Zone);
        return properties;
    }

    private static void AddMatch(ProviderDraft draft, Dictionary<string, object?> properties)
    {
        if (draft.AnyMatch)
            properties["anyMatch"] = true;
        if (draft.BitmaskMatch is not null)
            properties["bitmaskMatch"] = draft.BitmaskMatch;
        if (draft.Codes.Count > 0)
            properties["ipAddressesMatch"] = draft.Codes.ToArray();
        draft.Meanings.RemoveAll(static meaning => !ReturnCodeMeaning.TryParse(meaning, out _, out _));
        if (draft.Meanings.Count > 0)
            properties["returnCodes"] = draft.Meanings.ToArray();
    }

    private static void AddReply(ProviderDraft draft, Dictionary<string, object?> properties)
    {
        if (draft.Kind is ProviderKind.Allow)
        {
            if (draft.RejectionResponse is not null)
                draft.Remarks.Add("an allow list does not reject clients, so its rejection text is omitted");
            return;
        }

        if (FittingText.Response(ZoneWords.WithoutKey(draft.RejectionResponse ?? "", draft.Zone), draft.Remarks) is { } response)
            properties["rejectionResponse"] = response;
        if (draft.StatusCode is { } code)
            properties["statusCode"] = code;
    }

    private static string NameOf(ProviderDraft draft)
    {
        var name = ZoneWords.WithoutKey(FittingText.Ascii(draft.Name ?? "", "its name", draft.Remarks).Trim(), draft.Zone);
        if (name.Length == 0)
            name = ZoneWords.Shown(draft.Zone);
        if (name.Length <= MaxName)
            return name;
        if (draft.Name is not null)
            draft.Remarks.Add("its name was shortened to 64 characters");
        return name.Substring(0, MaxName).TrimEnd();
    }

    private string UniqueName(ProviderKind kind, string wanted)
    {
        var name = wanted;
        for (var number = 2; !_names.Add(kind.ToString() + ' ' + name); number++)
        {
            var suffix = " " + number.ToString(CultureInfo.InvariantCulture);
            name = wanted.Substring(0, Math.Min(wanted.Length, MaxName - suffix.Length)) + suffix;
        }

        return name;
    }

    // The file's own reader has the last word, so that a rule added there holds here too.
    private static string? WhyInvalid(ProviderKind kind, Dictionary<string, object?> properties)
    {
        var array = kind is ProviderKind.Block ? "blockProviders" : "allowProviders";
        var json = new JObject { [array] = new JArray(ImportPlan.ToJson(properties)) };
        var errors = SettingsFile.Parse(json.ToString(), "import").Errors;
        return errors.Count == 0 ? null : errors[0].Reason;
    }
}
