using System;
using IpBlock.Administration.Import.Exchange;
using IpBlock.Administration.Import.Maddy;
using IpBlock.Administration.Import.Panels;
using IpBlock.Administration.Import.PolicydWeight;
using IpBlock.Administration.Import.Postfix;

namespace IpBlock.Administration.Import;

/// <summary>Tells the sources apart by what only one of them writes.</summary>
internal static class SourceDetection
{
    private const int LinesLookedAt = 20_000;
    private static readonly char[] ScriptMarks = [' ', '\t', '|', ';', '{', '}', '(', ')', '=', '&'];

    private static readonly string[] ExchangeColumns =
        ["LookupDomain", "IPRange", "BypassedRecipients", "StaticEntryRejectionResponse", "ExternalMailEnabled"];

    private static readonly string[] PostfixWords =
        ["postscreen_", "smtpd_", "reject_rbl_client", "permit_dnswl_client", "mynetworks", "maps_rbl_", "myhostname", "default_rbl_reply", "rbl_reply_maps"];

    private static readonly string[] EximVerbs = ["begin acl", "acl_smtp_", "acl_check_"];

    public static ImportSource? Detect(string text, string fileName)
    {
        var start = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (MasterFile.LooksLikeService(FirstLine(start)))
            return ImportSource.PostfixMaster;
        if (BeginsScript(start) && ByLines(start) is ImportSource.ExchangeScript)
            return ImportSource.ExchangeScript;
        if (start.StartsWith("<", StringComparison.Ordinal))
            return start.IndexOf("<Objs", StringComparison.Ordinal) >= 0 ? ImportSource.ExchangeClixml : null;
        if (start.StartsWith("#TYPE ", StringComparison.Ordinal) || IsExchangeHeader(FirstLine(start)))
            return ImportSource.ExchangeCsv;
        if (start.Length > 0 && start[0] is '{' or '[')
            return start.IndexOf("\"rbls\"", StringComparison.Ordinal) >= 0 || HoldsRbls(start) ? ImportSource.Rspamd : ImportSource.ExchangeJson;
        return ByLines(start) ?? ByName(fileName);
    }

    // A comment of several lines, or an attribute.
    private static bool BeginsScript(string text) =>
        text.StartsWith("<#", StringComparison.Ordinal) || text.Length > 1 && text[0] == '[' && char.IsLetter(text[1]);

    private static string FirstLine(string text)
    {
        var end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private static bool IsExchangeHeader(string line)
    {
        if (line.IndexOf(',') < 0 && line.IndexOf(';') < 0 && line.IndexOf('\t') < 0)
            return false;
        foreach (var cell in line.Split(',', ';', '\t'))
        {
            if (Array.Exists(ExchangeColumns, column => string.Equals(column, cell.Trim().Trim('"'), StringComparison.OrdinalIgnoreCase)))
                return true;
        }

        return false;
    }

    private static bool HoldsRbls(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (StartsRbls(line.Trim()))
                return true;
        }

        return false;
    }

    private static ImportSource? ByLines(string text)
    {
        var (looked, addresses, domains) = (0, 0, 0);
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (looked++ > LinesLookedAt)
                break;
            if (OfOneLine(line) is { } source)
                return source;
            if (IsExim(line))
                return ImportSource.Exim;
            if (IsPostfix(line))
                return ImportSource.PostfixMain;
            addresses += Postfix.AccessTable.LooksLikeRule(line) ? 1 : 0;
            domains += PanelLists.LooksLikeItem(line) ? 1 : 0;
        }

        if (domains > 0 && domains == looked)
            return ImportSource.PanelLists;
        return addresses > 0 && addresses * 2 >= looked ? ImportSource.PostfixAccess : null;
    }

    // What no other source has in a line.
    private static ImportSource? OfOneLine(string line)
    {
        if (StartsRbls(line))
            return ImportSource.Rspamd;
        if (line.IndexOf("-IP", StringComparison.OrdinalIgnoreCase) >= 0 && Array.Exists(line.Split(ScriptMarks), ScriptObjects.IsCmdlet))
            return ImportSource.ExchangeScript;
        if (MasterFile.LooksLikeService(line))
            return ImportSource.PostfixMaster;
        if (PanelLists.HoldsMacro(line))
            return ImportSource.PanelLists;
        if (PolicydWeightImport.LooksLikeLine(line))
            return ImportSource.PolicydWeight;
        return MaddyImport.LooksLikeLine(line) ? ImportSource.Maddy : null;
    }

    private static bool StartsRbls(string line)
    {
        foreach (var word in new[] { "rbls", "\"rbls\"" })
        {
            if (!line.StartsWith(word, StringComparison.Ordinal))
                continue;
            var rest = line.Substring(word.Length).TrimStart(' ', '\t', '=', ':');
            if (rest.Length == 0 || rest[0] == '{')
                return true;
        }

        return false;
    }

    private static bool IsExim(string line) =>
        Array.Exists(EximVerbs, verb => line.StartsWith(verb, StringComparison.Ordinal))
        || (line.IndexOf("dnslists", StringComparison.Ordinal) is >= 0 and var place && line.Substring(place + 8).TrimStart().StartsWith("=", StringComparison.Ordinal));

    private static bool IsPostfix(string line) => Array.Exists(PostfixWords, word => line.StartsWith(word, StringComparison.Ordinal));

    private static ImportSource? ByName(string fileName)
    {
        var name = fileName.Substring(fileName.LastIndexOfAny(['/', '\\']) + 1).ToLowerInvariant();
        if (name is "main.cf")
            return ImportSource.PostfixMain;
        if (name is "master.cf")
            return ImportSource.PostfixMaster;
        if (name is "dnsbl.conf" or "exim.strings.conf" or "exim.strings.conf.custom")
            return ImportSource.PanelLists;
        if (name is "maddy.conf")
            return ImportSource.Maddy;
        if (name is "policyd-weight.conf")
            return ImportSource.PolicydWeight;
        if (name.EndsWith(".ps1", StringComparison.Ordinal))
            return ImportSource.ExchangeScript;
        if (name is "rbl.conf")
            return ImportSource.Rspamd;
        if (name.EndsWith(".cidr", StringComparison.Ordinal))
            return ImportSource.PostfixAccess;
        if (name.StartsWith("exim", StringComparison.Ordinal))
            return ImportSource.Exim;
        return name.EndsWith(".csv", StringComparison.Ordinal) ? ImportSource.ExchangeCsv : null;
    }
}
