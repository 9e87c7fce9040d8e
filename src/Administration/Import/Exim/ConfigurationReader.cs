using System;
using System.Collections.Generic;

namespace IpBlock.Administration.Import.Exim;

/// <summary>Reads a configuration of Exim, or a piece of one. Files that are included are not opened.</summary>
internal sealed class ConfigurationReader
{
    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal) { "accept", "defer", "deny", "discard", "drop", "require", "warn" };
    private static readonly string[] ListKinds = ["hostlist", "domainlist", "localpartlist", "addresslist"];
    private readonly EximConfiguration _configuration = new();
    private readonly PlanBuilder _plan;
    private AccessList? _list;
    private AclStatement? _statement;

    private ConfigurationReader(PlanBuilder plan) => _plan = plan;

    public static EximConfiguration Read(string text, PlanBuilder plan)
    {
        var reader = new ConfigurationReader(plan);
        var isPiece = !HasSections(text);
        reader._configuration.IsPiece = reader._configuration.IsPartial = isPiece;
        var section = isPiece ? null : "main";
        foreach (var line in new EximLines(isPiece).Read(text))
        {
            if (SectionOf(line.Text) is { } next)
            {
                section = next;
                reader._list = null;
            }
            else if (line.IsInclude)
                reader.NoteInclude(line);
            else if ((section is not (null or "main") || !reader.ReadOption(line)) && section is null or "acl")
                reader.ReadAcl(line);
        }

        return reader._configuration;
    }

    private static bool HasSections(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (SectionOf(line.Trim()) is not null)
                return true;
        }

        return false;
    }

    private static string? SectionOf(string line) =>
        line.Length > 6 && line.StartsWith("begin", StringComparison.OrdinalIgnoreCase) && char.IsWhiteSpace(line[5])
            ? line.Substring(6).Trim().ToLowerInvariant()
            : null;

    private void NoteInclude(EximLine line)
    {
        _plan.Refuse(line.Text, line.Line.Line, "included files are not opened; import them separately");
        _configuration.IsPartial = true;
        _statement = null;
        _list?.Statements.Add(new AclStatement(AclStatement.Include, line.Line.Line, null));
    }

    private bool ReadOption(EximLine line)
    {
        var text = line.Text;
        var end = WordEnd(text, 0);
        var word = text.Substring(0, end);
        if (Array.IndexOf(ListKinds, word) >= 0)
        {
            ReadNamedList(word, text.Substring(end), line.Doubt);
            return true;
        }

        var equals = text.IndexOf('=');
        if (!word.StartsWith("acl_", StringComparison.Ordinal) || equals < 0 || text.Substring(end, equals - end).Trim().Length > 0)
            return false;
        _configuration.Options.Add(new AclOption(word, text.Substring(equals + 1).Trim(), line.Line.Line, line.Doubt));
        return true;
    }

    private void ReadNamedList(string kind, string text, string? doubt)
    {
        var equals = text.IndexOf('=');
        if (equals >= 0)
            _configuration.Named[kind + " " + text.Substring(0, equals).Trim()] = doubt is null ? text.Substring(equals + 1) : null;
    }

    private void ReadAcl(EximLine line)
    {
        var text = line.Text;
        var end = WordEnd(text, 0);
        var word = text.Substring(0, end);
        if (!Verbs.Contains(word) || NextIs(text, end, '='))
        {
            ReadCondition(text, 0, line);
            return;
        }

        _statement = new AclStatement(word, line.Line.Line, line.Doubt);
        CurrentList().Statements.Add(_statement);
        if (text.Substring(end).Trim().Length > 0)
            ReadCondition(text, end, line);
    }

    private AccessList CurrentList()
    {
        if (_list is null)
            _configuration.Lists.Add(_list = new AccessList(""));
        return _list;
    }

    private void ReadCondition(string text, int start, EximLine line)
    {
        start = SkipBlanks(text, start);
        var isNegated = start < text.Length && text[start] == '!';
        start = isNegated ? SkipBlanks(text, start + 1) : start;
        var end = WordEnd(text, start);
        if (NextIs(text, end, ':') || end == start)
        {
            // The name of the next list: acl_check_rcpt:
            _statement = null;
            if (end > start)
                _configuration.Lists.Add(_list = new AccessList(text.Substring(start, end - start)));
            return;
        }

        // set acl_m0 = text
        var name = text.Substring(start, end - start);
        var equals = text.IndexOf('=', end);
        if (_statement is null)
            return;
        _statement.Doubt ??= line.Doubt;
        var value = equals < 0 ? "" : text.Substring(equals + 1);
        _statement.Conditions.Add(new AclCondition(name, isNegated, new LogicalLine(value, line.Line.LineAt(equals < 0 ? start : equals))));
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
