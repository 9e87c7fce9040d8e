using System;
using System.Collections.Generic;
using IpBlock.Addresses;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>A cidr table (cidr_table(5)): the first line that fits a client decides, by an action of access(5).</summary>
internal sealed class AccessTable
{
    private readonly AccessRules _rules;
    private readonly Stack<AddressRange[]> _conditions = new();

    private AccessTable(AccessRules rules) => _rules = rules;

    public static void Read(string text, PlanBuilder plan) => Read(text, new AccessRules(plan, AccessUse.Alone));

    public static void Read(string text, AccessRules rules)
    {
        var table = new AccessTable(rules);
        foreach (var line in LogicalLine.ByIndent(text))
            table.Read(line);
    }

    /// <summary>True for a line that begins with addresses and goes on with an action, as no other source has it.</summary>
    public static bool LooksLikeRule(string line)
    {
        var (pattern, action) = Split(line);
        var addresses = pattern.TrimStart('!').Replace("[", "").Replace("]", "");
        return AddressRange.TryParse(addresses, out _) && action.Length > 0 && action[0] != '=';
    }

    public static (string Left, string Right) Split(string text)
    {
        var end = text.IndexOfAny([' ', '\t', '\n']);
        return end < 0 ? (text, "") : (text.Substring(0, end), text.Substring(end).Trim());
    }

    private void Read(LogicalLine line)
    {
        var (left, right) = Split(line.Text.TrimStart());
        var isCondition = left.Equals("if", StringComparison.OrdinalIgnoreCase);
        if (left.Equals("endif", StringComparison.OrdinalIgnoreCase))
        {
            if (_conditions.Count > 0)
                _conditions.Pop();
            return;
        }

        var pattern = isCondition ? Split(right).Left : left;
        if (RangesOf(pattern, out var reason) is not { } ranges)
        {
            // Postfix passes over an "if" that it cannot read, and then takes the lines up to endif for any others.
            _rules.Refuse(isCondition ? "if " + pattern : pattern, line.Line, reason!);
            return;
        }

        if (_conditions.Count > 0)
            ranges = Common(_conditions.Peek(), ranges);
        if (isCondition)
            _conditions.Push(ranges);
        else if (ranges.Length == 0)
            _rules.Refuse(pattern, line.Line, "no address matches it");
        else
            _rules.Add(pattern, ranges, right.Replace('\n', ' '), line.Line);
    }

    private static AddressRange[]? RangesOf(string pattern, out string? reason)
    {
        var isNegated = pattern.StartsWith("!", StringComparison.Ordinal);
        if (!CidrPattern.TryParse(pattern.TrimStart('!'), out var range, out reason))
            return null;
        return isNegated && pattern.LastIndexOf('!') % 2 == 0 ? CidrPattern.AllBut(range) : [range];
    }

    // A pattern of one address family fits no client of the other one, negated or not (Postfix's cidr_match.c), so each has one.
    private static AddressRange[] Common(AddressRange[] left, AddressRange[] right)
    {
        var common = new List<AddressRange>();
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                if (a.First.IsIPv4 != b.First.IsIPv4)
                    continue;
                var first = a.First > b.First ? a.First : b.First;
                var last = a.Last < b.Last ? a.Last : b.Last;
                if (first <= last)
                    common.Add(AddressRange.Between(first, last));
            }
        }

        return [.. common];
    }
}
