using System;
using System.Collections.Generic;

namespace IpBlock.Settings.Import.Exim;

/// <summary>
/// Finds the statements of access control lists in a configuration of Exim, or in a piece of one. Macros are put in; files that are included are
/// not opened.
/// </summary>
internal sealed class AclReader
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal) { "accept", "defer", "deny", "discard", "drop", "require", "warn" };
    private readonly List<AclStatement> _statements = [];
    private readonly EximMacros _macros = new();
    private readonly PlanBuilder _plan;
    private AclStatement? _current;

    private AclReader(PlanBuilder plan) => _plan = plan;

    public static IReadOnlyList<AclStatement> Read(string text, PlanBuilder plan)
    {
        var reader = new AclReader(plan);
        var isPiece = text.IndexOf("begin ", StringComparison.Ordinal) < 0;
        var isInAcl = isPiece;
        foreach (var line in LogicalLine.ByBackslash(text))
        {
            if (line.Text.StartsWith("begin ", StringComparison.Ordinal))
            {
                isInAcl = line.Text.Substring(6).Trim() is "acl";
                reader._current = null;
            }
            else if (line.Text[0] == '.')
            {
                reader.NoteDirective(line);
            }
            else if (!reader._macros.Define(line) && isInAcl)
            {
                reader.ReadLine(reader._macros.Apply(line));
            }
        }

        return reader._statements;
    }

    private void NoteDirective(LogicalLine line)
    {
        if (line.Text.StartsWith(".include", StringComparison.Ordinal))
            _plan.Refuse(line.Text, line.Line, "files that are included are not opened; import them too");
        else if (line.Text.StartsWith(".if", StringComparison.Ordinal))
            _plan.Refuse(line.Text, line.Line, "what stands under it is read as if the condition held");
    }

    private void ReadLine(LogicalLine line)
    {
        var text = line.Text;
        var end = WordEnd(text, 0);
        var word = text.Substring(0, end);
        if (!Verbs.Contains(word) || NextIs(text, end, '='))
        {
            ReadCondition(text, 0, line);
            return;
        }

        _current = new AclStatement(word, line.Line);
        _statements.Add(_current);
        if (end < text.Length && text.Substring(end).Trim().Length > 0)
            ReadCondition(text, end, line);
    }

    private void ReadCondition(string text, int start, LogicalLine line)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
            start++;
        var isNegated = start < text.Length && text[start] == '!';
        start = isNegated ? SkipBlanks(text, start + 1) : start;
        var end = WordEnd(text, start);
        if (end == start || (end < text.Length && text[end] == ':'))
        {
            // The name of the next list: acl_check_rcpt:
            _current = null;
            return;
        }

        // set acl_m0 = text
        var name = text.Substring(start, end - start);
        var equals = text.IndexOf('=', end);
        if (_current is null)
            return;
        var value = equals < 0 ? "" : text.Substring(equals + 1);
        _current.Conditions.Add(new AclCondition(name, isNegated, new LogicalLine(value, line.LineAt(equals < 0 ? start : equals))));
    }

    private static int SkipBlanks(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
            index++;
        return index;
    }

    private static bool NextIs(string text, int index, char c) => SkipBlanks(text, index) is var next && next < text.Length && text[next] == c;

    private static int WordEnd(string text, int start)
    {
        while (start < text.Length && text[start] is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_')
            start++;
        return start;
    }
}
