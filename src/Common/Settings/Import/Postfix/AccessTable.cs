using System;
using System.Globalization;
using IpBlock.Addresses;

namespace IpBlock.Settings.Import.Postfix;

/// <summary>A cidr table (cidr_table(5)): the first line that fits a client decides, by an action of access(5).</summary>
internal sealed class AccessTable
{
    private readonly PlanBuilder _plan;
    private readonly EarlierRanges _refusedIPv4 = new();
    private readonly EarlierRanges _refusedIPv6 = new();
    private int _conditions;

    private AccessTable(PlanBuilder plan) => _plan = plan;

    public static void Read(string text, PlanBuilder plan)
    {
        var table = new AccessTable(plan);
        foreach (var line in LogicalLine.ByIndent(text))
            table.Read(line);
    }

    /// <summary>True for a line that begins with addresses and goes on with an action, as no other source has it.</summary>
    public static bool LooksLikeRule(string line)
    {
        var (pattern, action) = Split(line);
        return pattern.TrimStart('!') is var addresses && AddressRange.TryParse(WithoutBrackets(addresses), out _) && action.Length > 0 && action[0] != '=';
    }

    private static (string Pattern, string Action) Split(string text)
    {
        var end = text.IndexOfAny([' ', '\t', '\n']);
        return end < 0 ? (text, "") : (text.Substring(0, end), text.Substring(end).Trim());
    }

    // Postfix also takes [2001:db8::]/32.
    private static string WithoutBrackets(string text) => text.Replace("[", "").Replace("]", "");

    private void Read(LogicalLine line)
    {
        var (pattern, action) = Split(line.Text.TrimStart());
        if (pattern.Equals("if", StringComparison.OrdinalIgnoreCase))
            OpenCondition(line.Line);
        else if (pattern.Equals("endif", StringComparison.OrdinalIgnoreCase))
            _conditions = Math.Max(0, _conditions - 1);
        else if (_conditions > 0)
            _plan.Refuse(pattern, line.Line, "it stands between if and endif");
        else if (pattern[0] == '!')
            _plan.Refuse(pattern, line.Line, "it means all addresses but these, which no list entry can say");
        else
            AddRule(WithoutBrackets(pattern), action.Replace('\n', ' '), line.Line);
    }

    private void OpenCondition(int line)
    {
        _conditions++;
        _plan.Refuse("if", line, "list entries have no conditions; the lines up to endif are left out");
    }

    private void AddRule(string addresses, string action, int line)
    {
        if (!AddressRange.TryParse(addresses, out var range, out var reason))
        {
            _plan.Refuse(addresses, line, reason!);
            return;
        }

        var (verb, text) = Split(action);
        switch (KindOf(verb))
        {
            case ImportedKind.BlockListEntry:
                RefusedLike(range).Add(range, line);
                _plan.AddEntry(ImportedKind.BlockListEntry, addresses, line, text);
                break;
            case ImportedKind.AllowListEntry:
                _plan.AddEntry(ImportedKind.AllowListEntry, addresses, line, text, null, OrderRemark(range));
                break;
            default:
                _plan.Refuse(addresses + " " + verb, line, WhyNot(verb));
                break;
        }
    }

    private static ImportedKind? KindOf(string verb) => verb.ToUpperInvariant() switch
    {
        "REJECT" => ImportedKind.BlockListEntry,
        "OK" or "PERMIT" or "RELAY" => ImportedKind.AllowListEntry,
        _ when verb.Length == 3 && verb[0] is '5' && IsNumber(verb) => ImportedKind.BlockListEntry,
        _ when verb.Length > 0 && !IsTemporary(verb) && IsNumber(verb) => ImportedKind.AllowListEntry,
        _ => null,
    };

    private static bool IsTemporary(string verb) => verb.Length == 3 && verb[0] is '4';

    private static bool IsNumber(string text)
    {
        foreach (var c in text)
        {
            if (c is < '0' or > '9')
                return false;
        }

        return true;
    }

    private static string WhyNot(string verb) => verb.ToUpperInvariant() switch
    {
        "" => "no action stands after it",
        "DUNNO" => "it takes the addresses out of the lines below it; where one of these covers them, split its range, or the addresses will be refused",
        _ when IsTemporary(verb) && IsNumber(verb) => "it asks the client to come again, and entries of a list refuse for good",
        _ => "only OK, permit, REJECT, reject and reply codes can be carried over",
    };

    private EarlierRanges RefusedLike(AddressRange range) => range.First.IsIPv4 ? _refusedIPv4 : _refusedIPv6;

    private string[] OrderRemark(AddressRange range) => RefusedLike(range).LineOverlapping(range) is not { } line
        ? []
        :
        [
            $"line {line.ToString(CultureInfo.InvariantCulture)} refuses some of these addresses and comes first in Postfix; in IpBlock the allow list comes first, so they are accepted",
        ];
}
