using System;
using System.Collections.Generic;
using IpBlock.Settings;

namespace IpBlock.Administration.Import.Rspamd;

/// <summary>The lists of Rspamd's RBL module that are asked about the client's address, in IpBlock's words.</summary>
internal sealed class RspamdImport
{
    // What a list may be asked about besides the client: checks = […] today, one switch each before Rspamd 2.
    private static readonly string[] OtherKeys =
        ["received", "helo", "rdns", "urls", "emails", "dkim", "images", "replyto", "content_urls", "numeric_urls", "selector", "no_ip"];

    private readonly PlanBuilder _plan;
    private readonly UclNode _module;

    private RspamdImport(UclNode module, PlanBuilder plan)
    {
        _module = module;
        _plan = plan;
    }

    public static void Read(string text, PlanBuilder plan)
    {
        var root = UclReader.Read(text, plan);
        var found = false;
        foreach (var module in new[] { root, root.Find("rbl") ?? new UclNode(1) })
        {
            foreach (var member in module.Members)
            {
                if (member.Key is not "rbls")
                    continue;
                found = true;
                new RspamdImport(module, plan).ReadLists(member.Value);
            }
        }

        if (!found)
            plan.Refuse("the file", 1, "it has no section rbls");
    }

    private void ReadLists(UclNode lists)
    {
        foreach (var list in lists.Members)
        {
            if (list.Value.Text is not null)
                _plan.Refuse(list.Key, list.Value.Line, "it is not a section in braces");
            else if (WhyNot(list.Value) is { } why)
                _plan.Refuse("list " + list.Key, list.Value.Line, why);
            else
                Add(list.Key, list.Value);
        }
    }

    private string? WhyNot(UclNode list)
    {
        var zones = list.Texts("rbl");
        if (zones.Count == 0)
            return "it has no rbl, so it belongs to a list in another file";
        if (zones.Count > 1)
            return "it has several domains";
        if (zones[0].IndexOf('$') >= 0 || zones[0].IndexOf('{') >= 0)
            return "its domain is computed; import the output of rspamadm configdump rbl";
        if (IsComputed(list))
            return "its query is computed; import the output of rspamadm configdump rbl";
        if (list.Find("hash") is not null)
            return "it looks up a hash instead of the client's address";
        return AsksForClient(list, out var others) ? null : "it is queried for " + (others.Length == 0 ? "nothing" : others) + " instead of the client's address";
    }

    private static bool IsComputed(UclNode list)
    {
        var checks = list.Texts("checks");
        foreach (var check in checks)
        {
            if (check.StartsWith("{", StringComparison.Ordinal))
                return !Contains(checks, "from");
        }

        return false;
    }

    private bool AsksForClient(UclNode list, out string others)
    {
        var checks = list.Texts("checks");
        var keys = new List<string>();
        foreach (var key in OtherKeys)
        {
            if (list.Flag(key) is true || Contains(checks, key) || (key is "selector" && list.Find(key) is not null))
                keys.Add(key);
        }

        others = string.Join(", ", keys);
        if (checks.Count > 0)
            return Contains(checks, "from");
        return list.Flag("from") ?? _module.Flag("default_from") ?? keys.Count == 0;
    }

    private static bool Contains(IReadOnlyList<string> texts, string text)
    {
        foreach (var candidate in texts)
        {
            if (candidate.Equals(text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private void Add(string name, UclNode list)
    {
        var isAllow = list.Flag("is_whitelist") ?? _module.Flag("default_is_whitelist") ?? false;
        var draft = new ProviderDraft(isAllow ? ProviderKind.Allow : ProviderKind.Block, list.Texts("rbl")[0], list.Line)
        {
            Name = name,
            IPv4 = list.Flag("ipv4") ?? _module.Flag("default_ipv4") ?? true,
            IPv6 = list.Flag("ipv6") ?? _module.Flag("default_ipv6") ?? true,
        };
        ReturnCodes.Apply(list, draft);
        if (AsksForClient(list, out var others) && others.Length > 0)
            draft.Remarks.Add($"Rspamd also queried it for {others}; IpBlock queries only the client's address");
        AddState(list, draft);
        _plan.Add(draft);
    }

    private static void AddState(UclNode list, ProviderDraft draft)
    {
        if (list.Flag("enabled") is false || list.Flag("disabled") is true)
            draft.Disable("it was disabled in Rspamd");
        else if (draft.Kind is ProviderKind.Block)
            draft.Disable("Rspamd only adds to the score of a message, but IpBlock rejects on the first match: enable it only if you trust the list");
        else
            draft.Disable("Rspamd only lowers the score of a message, but in IpBlock a match of an allow provider accepts the message: enable it only if you trust the list");
    }
}
