using System;
using System.Collections.Generic;
using System.Globalization;

namespace IpBlock.Administration.Import.Postfix;

/// <summary>The tables that main.cf names, as far as they can be read.</summary>
internal sealed class AccessTables
{
    private readonly PlanBuilder _plan;
    private readonly Func<string, string?> _open;

    public AccessTables(PlanBuilder plan, Func<string, string?> open)
    {
        _plan = plan;
        _open = open;
    }

    /// <summary>The text of a table; null when it cannot be had.</summary>
    public string? TextOf(TableName table)
    {
        if (table.IsInline)
            return table.InlineText();
        return table.IsCidr || table.HasKeys || table.HasPatterns ? _open(table.Name) : null;
    }

    /// <summary>Why lists in all later lists of restrictions may not be asked: a table throws messages away; null when none does.</summary>
    public string? WhyDiscarded { get; private set; }

    /// <summary>Whether its addresses can be carried over.</summary>
    public bool IsReadable(MainWord word) => TableName.TryParse(word.Text, out var table) && !table.HasPatterns && TextOf(table) is not null;

    /// <summary>The text of a file that a value names by its path.</summary>
    public string? TextOf(string path) => _open(path);

    /// <summary>Carries over a table that is asked about clients. Why clients may be spared by what is not carried over, or null.</summary>
    public string? ReadClients(MainWord word, AccessUse use)
    {
        if (!TableName.TryParse(word.Text, out var table) || table.HasPatterns || TextOf(table) is not { } text)
            return UnknownOrHarmless(word);
        var rules = new AccessRules(_plan, use);
        if (table.IsCidr)
            AccessTable.Read(text, rules);
        else
            KeyTable.ReadClients(KeyTable.Lines(text), rules, _plan);
        if (rules.Discards)
            WhyDiscarded ??= word.Text + " before it discards messages (DISCARD)";
        return rules.WhySpares;
    }

    /// <summary>Why a table that is asked about something else may spare clients; null when nothing in it can.</summary>
    public string? UnknownOrHarmless(MainWord word)
    {
        if (!TableName.TryParse(word.Text, out var table) || RightSides(table) is not { } sides)
            return word.Text + " is before it, and the clients that it exempts are not known here: import its text or add exceptions, then enable the list";
        foreach (var (right, _) in sides)
        {
            if (AccessAction.Read(right, isPostscreen: false).Discards)
                WhyDiscarded ??= word.Text + " before it discards messages (DISCARD)";
        }

        foreach (var (right, line) in sides)
        {
            if (AccessAction.Read(right, isPostscreen: false) is { Effect: AccessEffect.Permit or AccessEffect.Other } action)
                return $"line {line.ToString(CultureInfo.InvariantCulture)} of {word.Text} before it ({action.Word}) exempts some mail";
        }

        return null;
    }

    private List<(string Right, int Line)>? RightSides(TableName table)
    {
        var sides = new List<(string, int)>();
        if (table.Type is "static")
        {
            sides.Add((table.Name.Trim('{', '}', ' '), 1));
            return sides;
        }

        if (TextOf(table) is not { } text)
            return null;
        if (!table.HasPatterns)
        {
            foreach (var (key, right, line) in KeyTable.Lines(text))
            {
                if (!table.IsCidr || key.ToUpperInvariant() is not ("IF" or "ENDIF"))
                    sides.Add((right, line));
            }

            return sides;
        }

        foreach (var line in LogicalLine.ByIndent(text))
        {
            if (RightOfPattern(line.Text.Trim()) is { } right)
                sides.Add((right, line.Line));
        }

        return sides;
    }

    // /pattern/flags action; the pattern may hold blanks and, behind a backslash, its own delimiter.
    private static string? RightOfPattern(string line)
    {
        var start = line.TrimStart('!');
        if (start.Length == 0 || char.IsLetterOrDigit(start[0]))
            return null;
        var i = 1;
        while (i < start.Length && start[i] != start[0])
            i += start[i] == '\\' ? 2 : 1;
        return i >= start.Length ? null : AccessTable.Split(start.Substring(i)).Right;
    }
}
